#pragma once

#include "size/facts/count.hpp"
#include "size/families/family.hpp"

#include <cstdint>
#include <string_view>

namespace muster {

class config_view;

/// What the patches of an image have for positions.
enum class patch_positions
{
    none,
    grid,            ///< one for each patch of the image
    grid_and_class,  ///< and one for the class
    listed,          ///< as many as a member says
    square,          ///< height times width, as members say
};

/// One kind of image or audio encoder: what its class fixes, as `family` does for text.
struct encoder
{
    std::string_view names = {};  ///< model types, separated by spaces
    std::string_view defaults = {};

    std::string_view hidden_keys = "hidden_size";
    std::string_view layers_keys = "num_hidden_layers";
    std::string_view ffn_keys = "intermediate_size";
    std::string_view attention_keys = {};  ///< width of queries, keys and values; else hidden
    std::uint64_t ffn_multiple = 0;        ///< of hidden, where no width is given

    std::uint64_t frames = 1;  ///< images that a patch spans in time
    bool has_patch_bias = false;
    bool has_class = false;
    patch_positions positions = patch_positions::none;

    std::uint64_t norm_vectors = 2;  ///< 1: without bias
    std::uint64_t outer_norms = 1;   ///< before and after all layers
    toggle qkv_bias = always;
    bool has_o_bias = true;
    std::uint64_t ffn_matrices = 2;
    bool has_ffn_bias = true;
    std::uint64_t layer_vectors = 0;  ///< further vectors of each layer: scales

    std::string_view further = {};  ///< a formula (part_formula.hpp) of h, what is hidden
};

const encoder* find_encoder(std::string_view name);
count encoder_params(const encoder& kind, const config_view& config);

}  // namespace muster
