#pragma once

#include "size/facts/count.hpp"
#include "size/facts/text_model.hpp"

namespace muster {

class config_view;

/// The widths of a state-space layer, whatever the configuration calls them.
struct mamba_widths
{
    count inner = 0;
    count heads = 0;
    count groups = 1;
    count state = 0;
    count kernel = 4;
    count step_rank = 0;
};

mamba_widths read_mamba(const config_view& config, const text_model& text);
count mamba1_params(const config_view& config, const text_model& text);
count mamba2_params(const config_view& config, const text_model& text);

/// One step, input and output for a head, as Mamba 1 has them for a channel, normalised.
count plamo_mamba_params(const config_view& config, const text_model& text);

/// Kimi's delta attention, by linear_attn_config.
count kimi_delta_params(const config_view& config, const text_model& text);
count bare_kimi_params(const config_view& config);
count kimi_delta_bytes(const config_view& config);

/// Linear attention with a gate and a normalisation of the output.
count lightning_params(const config_view& config, const text_model& text, const layer_plan& layer);

/// The recurrent block of Griffin.
count rg_lru_params(const config_view& config, const text_model& text);
count rg_lru_bytes(const config_view& config, const text_model& text);

}  // namespace muster
