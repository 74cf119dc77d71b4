#pragma once

#include "size/facts/count.hpp"

#include <string_view>
#include <vector>

namespace muster {

class config_view;
struct layer_plan;
struct text_model;

/// Matrices that are alike.
struct matrix
{
    std::string_view part = {};   ///< "attention", as parts of a formula are called
    std::string_view names = {};  ///< what classes call it: "down_proj w2"
    count rows = 0;
    count columns = 0;
    count times = 1;
};

using matrix_list = std::vector<matrix>;

/// Those of a layer that quantisation may pack.
matrix_list matrices_of(const config_view& config, const text_model& text, const layer_plan& layer);

/// Those that stand for words.
matrix_list tables_of(const text_model& text);

}  // namespace muster
