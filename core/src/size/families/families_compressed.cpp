#include "families_special.hpp"
#include "size/facts/config_view.hpp"
#include "size/facts/text_model.hpp"
#include "size/rules/compressed.hpp"
#include "size/rules/mixers.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace muster {

namespace {

constexpr std::uint64_t indexed_ratio = 4;  // of which an indexer chooses

// Each compressed entry is a weighted sum of so many tokens; the indexed kind overlaps.
count compressor_params(const text_model& text, count width, std::uint64_t ratio)
{
    const auto wide = width * (ratio == indexed_ratio ? 2U : 1U);
    return count(text.hidden) * wide * 2U + wide * ratio + width;
}

// Several streams of hidden states, and how each part of a layer reads and writes them.
count connection_params(const config_view& config, const text_model& text)
{
    const count streams = config.number_or("hc_mult", 4);
    const auto mixed = (streams + 2U) * streams;
    return (mixed * streams * text.hidden + mixed + 3U) * 2U;
}

count last_connection_params(const config_view& config, const text_model& text)
{
    const count streams = config.number_or("hc_mult", 4);
    return streams * streams * text.hidden + streams + 1U;
}

std::uint64_t ratio_of(const config_view& config, const boost::json::array& types, std::size_t i)
{
    constexpr std::uint64_t heavy_ratio = 128;
    const auto* const name = i < types.size() ? types[i].if_string() : nullptr;
    const auto rates = config.child("compress_rates");
    const auto rate = [&rates](std::string_view key, std::uint64_t usual) {
        return rates ? rates->number_or(key, usual) : usual;
    };
    if (name && *name == "compressed_sparse_attention")
        return rate("compressed_sparse_attention", indexed_ratio);
    if (name && *name == "heavily_compressed_attention")
        return rate("heavily_compressed_attention", heavy_ratio);
    return 0;
}

std::uint64_t hashed_layers(const config_view& config)
{
    const auto* const types = config.list("mlp_layer_types");
    if (!types || config.has("num_hash_layers"))
        return config.number_or("num_hash_layers", 0);
    return static_cast<std::uint64_t>(std::count(types->begin(), types->end(), "hash_moe"));
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
    cache.fixed = count(layer.window) * layer.head_dim * bytes_per_element;
    if (layer.compression == 0)
        return cache;
    cache.per_token = layer.head_dim * bytes_per_element / layer.compression;
    if (layer.compression == indexed_ratio)
        cache.per_token +=
            config.number_or("index_head_dim", 128) * bytes_per_element / layer.compression;
    return cache;
}

void read_compressed(const config_view& config, text_model& text)
{
    const auto hashed = hashed_layers(config);
    const auto* const types = config.list("layer_types");
    for (std::size_t i = 0; i < text.layers.size(); ++i)
    {
        auto& layer = text.layers[i];
        layer.compression = types && !config.has("compress_ratios")
                                ? ratio_of(config, *types, i)
                                : config.number_at("compress_ratios", i).value_or(0);
        layer.window = config.number_or("sliding_window", 128);
        text.add("connections", connection_params(config, text));
        // The first layers look experts up by token instead of weighing them.
        text.add("router", i < hashed ? count(text.vocab) * layer.top_k : count(text.experts));
    }
    text.add("connections", last_connection_params(config, text));
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
