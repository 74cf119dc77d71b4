#pragma once

#include "size/facts/formula_size.hpp"

namespace muster {

class config_view;
struct text_model;

/// Adds up the matrices that the configuration packs, those of MTP layers apart:
/// formula_size::packed and packed_mtp. Norms and gates of one number stay as they are everywhere.
void describe_packed(
    const config_view& root, const config_view& config, const text_model& text, formula_size& size
);

}  // namespace muster
