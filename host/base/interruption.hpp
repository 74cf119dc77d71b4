#pragma once

#include "muster/failure.hpp"

#include <string>
#include <string_view>

namespace muster {

/// Whether the user asked the program to stop (Ctrl-C, SIGTERM, SIGHUP). It is set and read on the
/// thread that runs the io_context; whatever waits there is cancelled at the same time.
struct interruption
{
    bool is_requested = false;
};

/// That the user stopped it. what_stays: "no output was changed".
inline failure interrupted(std::string_view what_stays)
{
    return {
        make_error_code(boost::system::errc::interrupted),
        "interrupted; " + std::string(what_stays)};
}

}  // namespace muster
