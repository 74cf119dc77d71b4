#pragma once

#include "size/facts/count.hpp"
#include "size/facts/text_model.hpp"

#include <cstdint>
#include <vector>

namespace muster {

class config_view;

/// Layers for multi-token prediction, which servers load only to speculate.
struct mtp_layers
{
    count params = 0;
    count one_table = 0;       ///< an embedding in each of them; a head is as large
    std::uint64_t tables = 0;  ///< how many of these the family's class has in params
    count last_norms = 0;      ///< of params: the norm after each of them
};

/// The layers of the model that its MTP layers are like: one, or one for each half; so many times.
struct mtp_plans
{
    std::vector<layer_plan> layers = {};
    std::uint64_t times = 0;
};

/// What the root of a configuration says in "mtp_config", where the family has its layers there.
outer_mtp read_outer_mtp(const config_view& root, const family& kind);

mtp_plans mtp_layer_plans(const config_view& config, const text_model& text);

mtp_layers count_mtp(const config_view& config, const text_model& text);

}  // namespace muster
