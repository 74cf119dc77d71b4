#pragma once

#include "mixers.hpp"
#include "size/facts/count.hpp"

namespace muster {

/// Attention over compressed entries beside a window: one key-value head, low-rank queries and
/// outputs.
count compressed_params(const config_view& config, const text_model& text, const layer_plan& layer);
layer_cache compressed_cache(const config_view& config, const layer_plan& layer);

/// The drafting layers of such a model; layer: the weights of one, router bias left out.
count compressed_mtp_params(
    const config_view& config, const text_model& text, const layer_plan& plan, count layer
);

}  // namespace muster
