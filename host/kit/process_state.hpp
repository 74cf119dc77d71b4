#pragma once

#include <string>
#include <sys/types.h>

namespace muster {

/// The parts of a process's state that a pure plugin leaves unchanged, as /proc shows them.
struct process_state
{
    std::size_t descriptors = 0;
    std::string directory = {};  ///< the working directory
    std::string status = {};     ///< umask and signal masks, as lines of /proc/PID/status

    friend bool operator==(const process_state&, const process_state&) = default;
};

/// Zero and empty for a process that does not exist.
process_state look_at_process(pid_t id);

}  // namespace muster
