#pragma once

#include "size/facts/count.hpp"

#include <string_view>

namespace muster {

class config_view;
struct text_model;

/// What a row of the family tables adds by a formula (part_formula.hpp): "L*h*kernel=9 + h".
///
/// Names are letters: h hidden width, w of words, v words, n heads, d their width, f of the first
/// feed-forward part, L layers, M of them with experts, S with windows, F without, N the heads of
/// all layers together, Q the widths of their queries, K of their keys.
count further_parts(std::string_view formula, const config_view& config, const text_model& text);

}  // namespace muster
