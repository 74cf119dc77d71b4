#pragma once

#include <cstdint>
#include <sys/types.h>

namespace muster {

/// What a worker may use, set before any foreign code is in the process. It can write no files: the
/// first byte ends it with SIGXFSZ. Pipes and sockets are no files.
struct worker_limits
{
    std::uint64_t memory_bytes = 0;  ///< address space; 0 for no limit. Not kept under sanitizers.
    std::uint64_t descriptors = 64;
    pid_t host = 0;  ///< the process that must be alive for this one to be
};

/// False when the host is gone already.
bool keep_to(const worker_limits& limits) noexcept;

}  // namespace muster
