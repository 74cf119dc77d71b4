#include "worker_end.hpp"

#include <cstring>
#include <sys/wait.h>

namespace muster {

std::string end_text(const process_end& end)
{
    if (!end.status)
        return "nobody knows how";
    if (!ended_by_signal(end))
        return "exit status " + std::to_string(WEXITSTATUS(*end.status));
    const auto number = WTERMSIG(*end.status);
    // Of glibc, and in no language: strsignal() would answer in the user's.
    const auto* name = ::sigabbrev_np(number);
    return name ? "SIG" + std::string(name) : "signal " + std::to_string(number);
}

bool ended_by_signal(const process_end& end) noexcept
{
    return end.status && WIFSIGNALED(*end.status);
}

}  // namespace muster
