#pragma once

#include <string_view>

namespace muster {

/// What happened to a source in a run.
enum class verdict
{
    ok,
    partial,    ///< some pages came, not all
    empty,      ///< everything came, and it was nothing
    shrunk,     ///< far fewer models than in its last good listing
    failed,     ///< nothing came that can be used
    crashed,    ///< its plugin did
    timed_out,  ///< its deadline passed
    untrusted,  ///< its plugin could have been changed by others
    disabled,   ///< a secret it needs is missing
};

/// "timed-out" and the like: the words of reports.
std::string_view to_string(verdict value) noexcept;

/// What of a source went into the staging file.
enum class usage
{
    fresh,  ///< what came in this run
    stale,  ///< its last good listing
    none,
};

std::string_view to_string(usage value) noexcept;

}  // namespace muster
