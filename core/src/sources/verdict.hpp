#pragma once

#include <string_view>

namespace muster {

/// What happened to a source in a run.
enum class verdict
{
    ok,
    partial,    ///< some pages came, but not all
    empty,      ///< complete, but without models
    shrunk,     ///< far fewer models than in its last good listing, or at most in the last weeks
    old,        ///< complete, but its content is older than it should be
    failed,     ///< nothing usable came
    crashed,    ///< its plugin ended or broke the protocol
    timed_out,  ///< its deadline passed
    untrusted,  ///< its plugin could have been changed by others
    disabled,   ///< not fetched: a secret that it needs is missing
};

/// The words of reports and of run_report.json: "timed-out".
std::string_view to_string(verdict value) noexcept;

/// The graver of two, of several things that one source was asked: what gave nothing is graver than
/// what gave a part, and what the plugin did than what the service did. In this order: ok,
/// disabled, old, partial, shrunk, empty, failed, timed-out, crashed, untrusted.
verdict graver_of(verdict a, verdict b) noexcept;

/// Which listing of a source went into the staging file.
enum class usage
{
    fresh,  ///< this run's
    stale,  ///< its snapshot
    none,
};

std::string_view to_string(usage value) noexcept;

}  // namespace muster
