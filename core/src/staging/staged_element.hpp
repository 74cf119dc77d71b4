#pragma once

#include "table/candidate_table.hpp"

#include <span>
#include <string>
#include <string_view>

namespace muster {

/// Appends a candidate as an element of the staging file: any one.
void append_element(std::string& out, const candidate& one);

/// Whether append_plain_element does for it: of one source, and no value but a tag is written in
/// another way than it is. Of an id that is so: see check_model_id().
bool is_plain_element(const candidate_view& one) noexcept;

/// The same, with its tags in their order, as they stand between the quotes.
void append_plain_element(
    std::string& out, const candidate_view& one, std::span<const std::string_view> tags
);

}  // namespace muster
