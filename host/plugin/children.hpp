#pragma once

#include <sys/resource.h>
#include <sys/types.h>

namespace muster {

/// The processes this one has started, and those that these left behind.
///
/// This process adopts what its workers leave (it is a child subreaper), so that a plugin cannot
/// leave a daemon. It adopts others as well, and may have had children before it was this program:
/// those that a shell had when it called exec. All of these are left alone.
namespace children {

/// Holds off the search for strays while a worker is started that is not known yet.
class starting
{
public:
    starting();
    ~starting();
    starting(const starting&) = delete;
    starting& operator=(const starting&) = delete;

    void started(pid_t child);
};

/// A child that is known no more: it was reaped.
void reaped(pid_t child);

/// A worker gives itself, and so all that will ever descend from it, this hard limit of bytes in
/// message queues (RLIMIT_MSGQUEUE), before foreign code is in it. None of them can lift it, and
/// nobody else has a use for just that number: it is the mark by which they are known. (Workers
/// drop the capability that it takes, and have no message queues.)
inline constexpr rlim_t queue_bytes_of_workers = 28'021;

/// Kills and reaps all strays: children that bear the mark of workers and are none that is known.
/// Where this process bears it itself, nothing can be told by it, and nothing is done.
void end_strays();

}  // namespace children

}  // namespace muster
