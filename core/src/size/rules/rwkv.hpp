#pragma once

#include "size/facts/text_model.hpp"

namespace muster {

class config_view;

/// The part of a layer that mixes tokens, by generation: what its feed-forward part has beside
/// its two matrices is not among it.
count rwkv_params(const config_view& config, const text_model& text, const layer_plan& layer);

/// The token before, for both parts of a layer, and a state: a matrix for each head, of the
/// oldest generation three vectors.
count rwkv_bytes(const config_view& config, const text_model& text, const layer_plan& layer);

}  // namespace muster
