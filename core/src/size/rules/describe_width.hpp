#pragma once

#include "size/facts/config_view.hpp"
#include "size/facts/text_model.hpp"

namespace muster {

/// What a unit of feed-forward width adds, matrices and biases, where the configuration does not
/// say the width. Wants size.mtp_params.
void describe_width(const config_view& config, const text_model& text, formula_size& size);

}  // namespace muster
