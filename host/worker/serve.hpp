#pragma once

#include "host_link.hpp"
#include "plugin/load_library.hpp"

namespace muster {

/// Tells the host what was loaded, or why nothing was.
void introduce(const host_link& host, const result<loaded_plugin>& plugin);

/// Answers the host's questions until it hangs up, which ends the process. Comes back only when
/// the host broke the protocol.
failure serve(const host_link& host, const muster_source_table& table);

}  // namespace muster
