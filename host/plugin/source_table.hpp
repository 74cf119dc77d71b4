#pragma once

#include "contract/descriptor.hpp"
#include "muster/failure.hpp"
#include "muster/plugin_abi.h"
#include "wire/page_reading.hpp"

#include <string>
#include <vector>

namespace muster {

/// Checks a table that a library exports: its version against ours, its size, its entries; and
/// reads its descriptor. Fails with refused, wrong_shape or not_json; `where` names both versions
/// and what to do.
result<descriptor> check_table(const muster_source_table& table);

/// Asks a plugin where to begin. Fails as call_plugin does.
result<std::vector<std::string>>
call_start(const muster_source_table& table, const option_values& options);

/// Has a plugin read a page. Fails as call_plugin does.
result<page_reading>
call_read(const muster_source_table& table, const fetched_page& page, const option_values& options);

}  // namespace muster
