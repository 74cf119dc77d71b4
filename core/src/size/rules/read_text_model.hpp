#pragma once

#include "size/facts/text_model.hpp"

namespace muster {

class config_view;

/// Whether layers, heads, and heads of keys and values are said: no class's number stands for them.
bool gives_heads(const config_view& config);

/// Whether it is said how many experts compute a token.
bool gives_experts_per_token(const config_view& config);

/// Reads what all architectures share and plans the layers. What is wrong is the view's fault.
text_model read_text_model(const config_view& config, const family& kind);

/// Plans so many layers, with the mixer and window of each by layer_types or the family's rule.
void plan_mixers(const config_view& config, std::size_t layers, text_model& text);
void read_per_layer(const config_view& config, text_model& text);

/// Sets the dense part and the experts of each layer.
void plan_feed_forward(const config_view& config, text_model& text);

}  // namespace muster
