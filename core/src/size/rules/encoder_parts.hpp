#pragma once

#include "size/facts/count.hpp"

#include <cstdint>

namespace muster {

class config_view;

/// What no column of the table of encoders says: the encoder, and its hidden width.
using encoder_part = count(const config_view&, std::uint64_t);

encoder_part tile_positions, sound_input, four_norms_and_axes, looking_head, closing_norm,
    normed_heads, paired_patches, sound_alone, largest_image, said_grid, normed_wide_heads,
    table_of_words, sound_as_image, large_square, windows_and_neck, phi_sound, convolved_patches;

}  // namespace muster
