#pragma once

#include "muster/plugin_abi.h"
#include "page_reading.hpp"
#include "reading_budget.hpp"

#include <string>
#include <string_view>

namespace muster::wire {

/// Builds the payload of an `items` frame: records, rejections, URLs and facts of the listing in
/// the order of delivery, each with its kind in front.
void append_item(std::string& payload, const muster_record& record);
void append_item(std::string& payload, const muster_rejection& rejection);
void append_item(std::string& payload, const muster_text& url_to_follow);
void append_item(std::string& payload, const listing_facts& facts);

/// Reads such a payload, which is not trusted, and appends to `out`. Fails with crashed
/// ("protocol-error: ..."), or with too_large past a limit of the budget; then `out` is incomplete.
result<void> read_items(std::string_view payload, reading_budget& budget, page_reading& out);

}  // namespace muster::wire
