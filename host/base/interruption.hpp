#pragma once

namespace muster {

/// Whether the user asked the program to stop (Ctrl-C, SIGTERM, SIGHUP). Set on the thread that
/// runs the program; what runs is cancelled as well.
struct interruption
{
    bool is_requested = false;
};

}  // namespace muster
