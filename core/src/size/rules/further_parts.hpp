#pragma once

#include "size/facts/count.hpp"

#include <string_view>

namespace muster {

class config_view;
struct text_model;

/// What a row of the family tables adds in words: "L*h*kernel=9 + h" is a sum of products.
///
/// A factor is a number, a member of config.json with or without a default ("kernel=9"), a flag
/// ("has_pooler?", "has_pooler!" where it is set unless said, "has_pooler~" for the contrary of
/// that), how many a list has ("names#"), one less another ("rows-v"), or a letter: h hidden width,
/// w of words, v words, n heads, d their width, f of the first feed-forward part, L layers, M of
/// them with experts, S with windows, F without, N the heads of all layers together, Q the widths
/// of their queries, K of their keys. "/kernel=2" divides the product so far.
count further_parts(std::string_view sum, const config_view& config, const text_model& text);

}  // namespace muster
