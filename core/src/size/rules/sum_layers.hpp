#pragma once

#include "size/facts/config_view.hpp"
#include "size/facts/text_model.hpp"

namespace muster {

/// Adds up tables and layers: the parts of text, and of size the kinds of layers, what is active,
/// and what caches take. Towers, drafting layers and extras of storage are not in it.
void sum_layers(const config_view& config, text_model& text, formula_size& size);

}  // namespace muster
