#pragma once

#include "muster/failure.hpp"
#include "muster/plugin_abi.h"
#include "wire/batch_taker.hpp"

#include <functional>

namespace muster {

/// One entry of a plugin's table with its arguments, but for the sink.
using plugin_entry = std::function<std::int32_t(const muster_sink&)>;

/// Calls a plugin and passes on what it delivers. One call at a time a table.
///
/// Fails with wrong_shape for a page that the plugin does not take for one of its own, with
/// unavailable when the plugin failed or threw, with too_large past a limit of reading_budget, and
/// with crashed ("contract-violation: …") when the plugin used its sink outside the call, from
/// another thread or after an earlier call had returned. What the taker throws is thrown.
result<void>
call_plugin(const muster_source_table& table, batch_taker& taker, const plugin_entry& entry);

}  // namespace muster
