#pragma once

namespace muster {

/// The exit status of the program.
enum class exit_status
{
    ok = 0,              ///< outputs written, even when sources failed
    host_failed = 1,     ///< disk, lock, a damaged file of our own
    wrong_usage = 2,     ///< flags, values, names, configuration
    sources_failed = 3,  ///< what --fail-on asked for
};

}  // namespace muster
