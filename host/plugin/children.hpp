#pragma once

#include <sys/types.h>

namespace muster {

/// The processes this one has started, and those that these left behind.
///
/// This process adopts what its workers leave (it is a child subreaper), so that a plugin cannot
/// leave a daemon. Every child that was not started by child_process is taken for such a stray:
/// nothing else in the program may start processes.
namespace children {

/// Holds off the search for strays while a child is started that is not known yet.
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

/// Kills and reaps all strays.
void end_strays();

}  // namespace children

}  // namespace muster
