#pragma once

#include "size/facts/count.hpp"

namespace muster {

class config_view;
struct text_model;

/// The weights of layers for multi-token prediction, which servers load only to speculate.
count mtp_params(const config_view& config, const text_model& text);

}  // namespace muster
