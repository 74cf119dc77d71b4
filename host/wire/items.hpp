#pragma once

#include "muster/plugin_abi.h"
#include "page_reading.hpp"
#include "reading_budget.hpp"

#include <string>
#include <string_view>

namespace muster::wire {

/// The payload of an `items` frame: records, rejections and URLs in the order they were delivered,
/// each led by its kind.
void append_item(std::string& payload, const muster_record& record);
void append_item(std::string& payload, const muster_rejection& rejection);
void append_item(std::string& payload, const muster_text& url_to_follow);

/// Reads such a payload, made by anybody. Fails with crashed ("protocol-error: …") or, past a
/// limit of the budget, with too_large.
result<void> read_items(std::string_view payload, reading_budget& budget, page_reading& out);

}  // namespace muster::wire
