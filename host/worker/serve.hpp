#pragma once

#include "host_link.hpp"
#include "own_state.hpp"
#include "plugin/load_library.hpp"

#include <optional>

namespace muster {

/// Tells the host what was loaded, or why nothing was.
void introduce(const host_link& host, const result<loaded_plugin>& plugin);

/// Responds to the host's requests until it hangs up, which ends the process. Comes back only when
/// the host broke the protocol. With a state from before the plugin was loaded, an answer of one
/// that has changed it is a failure that says what.
failure serve(
    const host_link& host, const muster_source_table& table, const std::optional<own_state>& before
);

}  // namespace muster
