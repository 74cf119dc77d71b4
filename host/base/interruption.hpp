#pragma once

#include "muster/failure.hpp"

#include <atomic>
#include <exception>
#include <string>
#include <string_view>

namespace muster {

/// Whether the user asked the program to stop (Ctrl-C, SIGTERM, SIGHUP). Set on another thread than
/// the one that runs the io_context, which may be busy; what waits there is cancelled soon after.
struct interruption
{
    std::atomic<bool> is_requested = false;
};

/// The user stopped the program in a step that does not wait for anything. Nothing was changed yet.
struct work_interrupted final : std::exception
{
    const char* what() const noexcept override { return "interrupted"; }
};

inline void throw_if_requested(const interruption& stop)
{
    if (stop.is_requested)
        throw work_interrupted();
}

/// That the user stopped it. what_stays: "no output was changed".
inline failure interrupted(std::string_view what_stays)
{
    return {
        make_error_code(boost::system::errc::interrupted),
        "interrupted; " + std::string(what_stays)};
}

}  // namespace muster
