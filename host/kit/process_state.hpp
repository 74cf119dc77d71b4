#pragma once

#include <string>
#include <sys/types.h>

namespace muster {

/// What a process has that a pure plugin does not change, as the kernel tells it.
struct process_state
{
    std::size_t threads = 0;
    std::size_t descriptors = 0;
    std::string directory = {};  ///< the working directory
    std::string status = {};     ///< its umask and how it takes signals

    friend bool operator==(const process_state&, const process_state&) = default;
};

process_state look_at_process(pid_t id);

}  // namespace muster
