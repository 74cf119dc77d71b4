#pragma once

#include "size/facts/count.hpp"

namespace muster {

class config_view;

/// What joins an encoder to the language model: root, encoder and the width it is joined to.
using projector = count(const config_view&, const config_view&, count);

projector two_layers, two_layers_and_newline, merged_patches, one_matrix_and_norm, one_matrix,
    one_matrix_of_sound, joined_patches, aligned_patches, shuffled_patches, normed_and_shuffled,
    intern_projector, internvl_projector, qwen2_merger, qwen2_5_merger, qwen3_mergers, glm_merger,
    llama4_adapter, mllama_projector, moon_projector, normed_moon_projector, gemma4_projectors,
    glm_next_merger, muse_projector, voxtral_projector, matrix_and_norm, routes, reading_half,
    two_encoders, both_resolutions, neck_and_convolutions, nothing, hunyuan_merger, inkling2_merger,
    molmo_adapter, plain_patches, layers_side_by_side, two_layers_and_encoder,
    qwen2_5_merger_and_matrix, glm_ocr_merger, minicpm_mergers, minimax_projector, table_of_sights,
    edge_projector, paddle_projector, step_projector, two_matrices, aria_projector, ernie_resampler,
    idefics2_connector, heard_and_marked, heard_twice, norm_and_matrices, upsampled_patches,
    phi_vision_projector, phi_audio_projector;

}  // namespace muster
