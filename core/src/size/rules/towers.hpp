#pragma once

#include "size/facts/count.hpp"

namespace muster {

class config_view;
struct text_model;

/// What stands beside the language model: vision and audio encoders with their projectors.
struct tower_count
{
    count params = 0;
    count optional = 0;    ///< of these, as formula_size::optional_params
    bool is_whole = true;  ///< false: there is one of a kind that is not modelled
};

/// is_nested: the language model has a configuration of its own inside the root.
tower_count count_towers(const config_view& root, const text_model& text, bool is_nested);

}  // namespace muster
