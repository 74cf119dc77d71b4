#include "compressed.hpp"

#include "size/facts/config_view.hpp"
#include "streams.hpp"

#include <boost/json/array.hpp>

namespace muster {

namespace {

// Each compressed entry is a weighted sum of so many tokens; the indexed kind overlaps.
count compressor_params(const text_model& text, count width, std::uint64_t ratio)
{
    // Overlapping entries are made from two halves each.
    const auto wide = width * (ratio == indexed_ratio ? 2U : 1U);
    return count(text.hidden) * wide * 2U + wide * ratio + width;
}

}  // namespace

count compressed_params(const config_view& config, const text_model& text, const layer_plan& layer)
{
    const count h = text.hidden;
    const count rank = config.number_or("q_lora_rank", 1024);
    const count out_rank = config.number_or("o_lora_rank", 1024);
    const auto width = count(layer.heads) * layer.head_dim;
    auto total = h * rank + rank + rank * width + h * layer.head_dim + layer.head_dim;
    total += width * out_rank + out_rank * config.number_or("o_groups", 8) * h + layer.heads;
    if (layer.compression == 0)
        return total;
    total += compressor_params(text, layer.head_dim, layer.compression);
    if (layer.compression != indexed_ratio)
        return total;
    const count heads = config.number_or("index_n_heads", 64);
    const count index = config.number_or("index_head_dim", 128);
    return total + rank * heads * index + h * heads + compressor_params(text, index, indexed_ratio);
}

layer_cache compressed_cache(const config_view& config, const layer_plan& layer)
{
    constexpr std::uint64_t bytes_per_element = 2;
    layer_cache cache;
    // One vector serves as key and value.
    // Recent tokens are kept whole in a window, whatever the layer compresses.
    cache.fixed = count(layer.window) * layer.head_dim * bytes_per_element;
    if (layer.compression == 0)
        return cache;
    cache.per_token = layer.head_dim * bytes_per_element / layer.compression;
    if (layer.compression == indexed_ratio)
        cache.per_token +=
            config.number_or("index_head_dim", 128) * bytes_per_element / layer.compression;
    return cache;
}

count compressed_mtp_params(const config_view& config, const text_model& text, count layer)
{
    const count h = text.hidden;
    const auto each = layer + connection_params(config, text) + text.experts;
    const auto last = last_connection_params(config, text);
    const auto* const targets = config.list("dspark_target_layer_ids");
    if (!targets)
        return each + h * h * 2U + h * 3U + last;
    // Drafted from several layers at once, with a table of which token follows which.
    const count rank = config.number_or("dspark_markov_rank", 0);
    return each * targets->size() + h * h * targets->size() + h * 3U + last +
           rank * text.vocab * 2U + rank;
}

}  // namespace muster
