#include "worker_end.hpp"

#include <cstring>
#include <sys/wait.h>

namespace muster {

std::string end_text(int wait_status)
{
    if (!ended_by_signal(wait_status))
        return "exit status " + std::to_string(WEXITSTATUS(wait_status));
    const auto number = WTERMSIG(wait_status);
    const auto* name = ::sigabbrev_np(number);
    return name ? "SIG" + std::string(name) : "signal " + std::to_string(number);
}

bool ended_by_signal(int wait_status) noexcept { return WIFSIGNALED(wait_status); }

}  // namespace muster
