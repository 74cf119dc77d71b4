#pragma once

#include "child_process.hpp"

#include <string>

namespace muster {

/// "SIGSEGV", "exit status 0", or that it is not known.
std::string end_text(const process_end& end);

/// Whether a signal ended it.
bool ended_by_signal(const process_end& end) noexcept;

}  // namespace muster
