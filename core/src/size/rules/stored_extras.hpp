#pragma once

#include "size/facts/config_view.hpp"
#include "size/facts/text_model.hpp"

namespace muster {

/// What repositories store beside the weights, or leave out: a tied head once more, an encoder's
/// heads, buffers of positions and masks. A total is explained with them.
void describe_stored_extras(const config_view& config, const text_model& text, formula_size& size);

}  // namespace muster
