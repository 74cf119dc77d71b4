#pragma once

namespace muster {

/// Whether the user asked the program to stop (Ctrl-C, SIGTERM, SIGHUP). It is set and read on the
/// thread that runs the io_context; whatever waits there is cancelled at the same time.
struct interruption
{
    bool is_requested = false;
};

}  // namespace muster
