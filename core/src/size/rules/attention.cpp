#include "mixers.hpp"
#include "size/facts/config_view.hpp"
#include "size/families/family.hpp"

#include <algorithm>

namespace muster {

namespace {

// bf16, whatever the weights have: the cache's dtype is the engine's choice, and this is the usual
// one.
constexpr std::uint64_t bytes_per_element = 2;

count qk_norm_params(const config_view& config, const family& kind, const layer_plan& layer)
{
    if (kind.qk_norm == qk_norm_kind::none || !holds(kind.has_qk_norm, config))
        return 0;
    switch (kind.qk_norm)
    {
        case qk_norm_kind::none: return 0;
        case qk_norm_kind::head: return count(2) * layer.head_dim;
        case qk_norm_kind::head_biased: return count(4) * layer.head_dim;
        case qk_norm_kind::every_head:
            return (count(layer.heads) + layer.kv_heads) * layer.head_dim;
    }
    return 0;
}

layer_cache grow_or_fill(count bytes, const layer_plan& layer)
{
    // A window is filled and then stays: it is no part of what grows with each token.
    if (layer.window > 0)
        return {.fixed = bytes * layer.window};
    return {.per_token = bytes};
}

}  // namespace

count attention_params(const config_view& config, const text_model& text, const layer_plan& layer)
{
    const auto& kind = *text.kind;
    const count h = text.hidden;
    // The gate of the queries comes out of the same matrix, which is twice as wide for it.
    const auto q = count(layer.heads) * layer.head_dim * (holds(kind.q_gate, config) ? 2U : 1U);
    const auto k = count(layer.kv_heads) * layer.head_dim;
    const auto v = layer.has_values ? count(layer.kv_heads) * layer.v_head_dim : count(0);

    // Heads give what values are, so that the way back is as wide as these.
    auto total = h * (q + k + v) + count(layer.heads) * layer.v_head_dim * h;
    if (holds(kind.qkv_bias, config))
        total += q + v + (holds(kind.key_bias, config) ? k : count(0));
    if (holds(kind.o_bias, config))
        total += h;
    if (holds(kind.head_gate, config))
        total += h * layer.heads;
    if (layer.has_sinks)
        total += layer.heads;
    return total + qk_norm_params(config, kind, layer);
}

layer_cache attention_cache(const layer_plan& layer)
{
    const auto elements = count(layer.kv_heads) * (count(layer.head_dim) + layer.v_head_dim);
    return grow_or_fill(elements * bytes_per_element, layer);
}

static count indexer_params(const config_view& config, const text_model& text)
{
    const count heads = config.number_or("index_n_heads", 0);
    const count width = config.number_or("index_head_dim", 0);
    const count h = text.hidden;
    // Pooled keys are weighed by a gate and by their place.
    const count pool =
        config.flag("index_kpool_compress", true) ? config.number_or("index_kpool", 0) : 0;
    const auto pooling = pool.value() > 0 ? width * h + width * pool : count(0);
    // Queries from the compressed query, keys with a normalisation, and a weight for each head.
    return count(text.latent.q_lora) * heads * width + h * width + h * heads + width * 2U + pooling;
}

count latent_params(const config_view& config, const text_model& text, const layer_plan& layer)
{
    const auto& ranks = text.latent;
    const count h = text.hidden;
    const auto q_width = count(layer.heads) * (count(ranks.nope) + ranks.rope);
    auto total =
        ranks.q_lora > 0 ? h * ranks.q_lora + ranks.q_lora + q_width * ranks.q_lora : h * q_width;
    // The compressed vector has a norm; the rotary part beside it has none.
    total += h * (count(ranks.kv_lora) + ranks.rope) + ranks.kv_lora;
    total += count(ranks.kv_lora) * layer.heads * (count(ranks.nope) + ranks.value);
    total += count(layer.heads) * ranks.value * h;
    if (holds(text.kind->head_gate, config))
        total += h * layer.heads;
    if (config.flag("mla_use_output_gate", false))
        total += h * layer.heads * ranks.value;
    if (holds(text.kind->qkv_bias, config))
        total += count(ranks.q_lora) + ranks.kv_lora + ranks.rope;
    if (holds(text.kind->o_bias, config))
        total += h;
    return layer.has_indexer ? total + indexer_params(config, text) : total;
}

count indexer_bytes(const config_view& config)
{
    const auto pooled = std::max<std::uint64_t>(config.number_or("index_kpool", 1), 1);
    // MiniMax keeps the indexer's numbers in an object of their own.
    const auto sparse = config.child("sparse_attention_config").value_or(config);
    const auto width = sparse.number_or("index_head_dim sparse_index_dim", 0);
    return width * bytes_per_element / pooled;
}

layer_cache latent_cache(const config_view& config, const text_model& text, const layer_plan& layer)
{
    auto bytes = (count(text.latent.kv_lora) + text.latent.rope) * bytes_per_element;
    if (layer.has_indexer)
        bytes += indexer_bytes(config);
    return grow_or_fill(bytes, layer);
}

}  // namespace muster
