#pragma once

#include <string>

namespace muster {

/// How a process ended, from its status as of waitpid: "SIGSEGV", "exit status 0".
std::string end_text(int wait_status);

/// Whether a signal ended it.
bool ended_by_signal(int wait_status) noexcept;

}  // namespace muster
