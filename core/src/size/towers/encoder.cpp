#include "encoder.hpp"

#include "part_formula.hpp"
#include "size/facts/config_view.hpp"

namespace muster {

namespace {

count patch_params(const encoder& kind, const config_view& config, count hidden)
{
    // Given as one number, or as a list of both sides.
    const count side = config.number_at("patch_size spatial_patch_size", 0).value_or(14);
    const count channels = config.number_or("num_channels in_channels in_chans", 3);
    auto total = channels * side * side * kind.frames * hidden;
    if (kind.has_patch_bias)
        total += hidden;
    return total;
}

count position_rows(const encoder& kind, const config_view& config)
{
    // Squares, whether one side is given or both.
    const auto side = config.number_at("patch_size", 0).value_or(14);
    const count across = side > 0 ? config.number_at("image_size", 0).value_or(224) / side : 0;
    switch (kind.positions)
    {
        case patch_positions::none: return 0;
        case patch_positions::grid: return across * across;
        // One row more for the class token.
        case patch_positions::grid_and_class: return across * across + 1U;
        case patch_positions::listed:
            return config.number_or("num_position_embeddings num_patches", 0);
        case patch_positions::square:
            return count(config.number_or("init_pos_emb_height", 64)) *
                   config.number_or("init_pos_emb_width", 64);
    }
    return 0;
}

count layer_params(const encoder& kind, const config_view& config, count hidden, count ffn)
{
    // Keys and values may have fewer heads, and heads another width than shares of what is hidden.
    const auto given = config.number("num_attention_heads num_heads");
    const auto heads = given.value_or(1);
    const auto share = given ? count(config.number_or("head_dim", 0)) * heads : count(0);
    const count width =
        config.number_or(kind.attention_keys, share.value() > 0 ? share.value() : hidden.value());
    const auto kv_heads = config.number_or("num_key_value_heads", heads);
    const auto kv = heads > 0 ? count((width * kv_heads).value() / heads) : count(0);
    auto total = hidden * (width + kv) * 2U + hidden * kind.norm_vectors * 2U;
    total += holds(kind.qkv_bias, config) ? width + kv * 2U : count(0);
    total += kind.has_o_bias ? hidden : count(0);
    total += hidden * ffn * kind.ffn_matrices + hidden * kind.layer_vectors;
    if (kind.has_ffn_bias)
        // All matrices but the last widen; the last comes back to the hidden width.
        total += ffn * (kind.ffn_matrices - 1) + hidden;
    return total;
}

}  // namespace

count encoder_params(const encoder& kind, const config_view& given)
{
    auto config = given;
    config.set_defaults(kind.defaults);
    const auto width = config.number_or(kind.hidden_keys, 0);
    const count hidden = width;
    const count ffn =
        kind.ffn_multiple > 0 ? hidden * kind.ffn_multiple : config.number_or(kind.ffn_keys, 0);
    const count layers = config.number_or(kind.layers_keys, 0);
    // A tower without layers would be counted as nothing, and the total not be explained.
    if (layers.value() == 0 || width == 0)
        config.refuse(kind.layers_keys, "is not given");

    auto total = layers * layer_params(kind, config, hidden, ffn);
    if (kind.frames > 0)
        total += patch_params(kind, config, hidden);
    total += position_rows(kind, config) * hidden;
    total += hidden * kind.norm_vectors * kind.outer_norms;
    if (kind.has_class)
        total += hidden;
    return total + evaluate(kind.further, {config, nullptr, {{"h", hidden}}});
}

}  // namespace muster
