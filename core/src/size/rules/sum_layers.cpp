#include "sum_layers.hpp"

#include "context_length.hpp"
#include "mixers.hpp"
#include "size/families/family.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace muster {

namespace {

using layer_groups = std::vector<std::pair<layer_plan, std::uint64_t>>;

// Layers are alike in a few groups: what is costly is computed once for each.
layer_groups group(const std::vector<layer_plan>& layers)
{
    layer_groups groups;
    for (const auto& layer : layers)
    {
        const auto known = std::find_if(groups.begin(), groups.end(), [&layer](const auto& one) {
            return one.first == layer;
        });
        if (known == groups.end())
            groups.emplace_back(layer, 1);
        else
            known->second += 1;
    }
    return groups;
}

// Looking a row up is no arithmetic: an input table is not active, unless it is the head as well.
void add_embeddings(const config_view& config, text_model& text)
{
    const auto& kind = *text.kind;
    const auto table = count(text.vocab) * text.embedding_width;
    // A tied table is the output head, which every token passes.
    const bool is_head = text.is_tied && text.has_head && !kind.is_encoder;
    text.add("input embedding", table, is_head ? table : count(0));
    if (!text.is_tied && text.has_head)
        text.add("output head", table);
    // What stands at the end of a tied encoder is counted by its class, the bias included.
    if (holds(kind.head_bias, config) && text.has_head && !(kind.is_encoder && text.is_tied))
        text.add("output head", text.vocab);
    if (holds(kind.positions, config) && !kind.is_encoder)
    {
        const auto rows = count(context_length(config).value_or(0)) + kind.position_offset;
        text.add("positions", rows * text.hidden);
    }
    const auto one_norm = layer_norm_params(text, 1);
    text.add("norms", one_norm * (kind.final_norms + (kind.is_encoder ? 0 : kind.embedding_norms)));
}

void describe_heads(const text_model& text, const layer_plan& layer, layer_kind& kind)
{
    const bool is_latent = layer.mixer == mixer_kind::mla;
    kind.window = layer.window;
    kind.kv_heads = is_latent ? 1 : layer.kv_heads;
    kind.key_dim = is_latent ? text.latent.kv_lora + text.latent.rope : layer.head_dim;
    kind.value_dim = is_latent ? 0 : layer.v_head_dim;
}

layer_kind kind_of(const config_view& config, const text_model& text, const layer_plan& layer)
{
    layer_kind kind{.mixer = to_string(layer.mixer), .has_experts = layer.has_experts};
    const auto cache = mixer_cache(config, text, layer);
    kind.kv_bytes_per_token = cache.per_token.value();
    kind.kv_bytes_fixed = cache.fixed.value();
    if (layer.has_indexer && layer.stores_kv)
        kind.kv_index_bytes = indexer_bytes(config).value();
    if (attends(layer.mixer))
        describe_heads(text, layer, kind);
    return kind;
}

void add_layers(
    const config_view& config, text_model& text, const layer_groups& groups, formula_size& size
)
{
    for (const auto& [layer, times] : groups)
    {
        const auto before = text.sum().value();
        const auto mixer = mixer_params(config, text, layer);
        text.add(keeps_state(layer.mixer) ? "state mixers" : "attention", mixer * times);
        text.add("norms", layer_norm_params(text, text.norms_per_layer) * times);
        add_feed_forward(config, text, layer, times);
        auto kind = kind_of(config, text, layer);
        kind.layers = times;
        // Parts are kept by sort and not by layer: what the group has added is divided.
        kind.params = (text.sum().value() - before) / times;
        size.kinds.push_back(kind);
        if (keeps_state(layer.mixer) || layer.mixer == mixer_kind::attention_and_state)
            text.bare += bare_state_params(config, text, layer) * times;
        // Sinks and states are held by the layers themselves, and left out of MLX's totals.
        if (layer.has_sinks)
            text.bare += count(layer.heads) * times;
        if (!layer.has_experts || !holds(text.kind->router_bias, config))
            continue;
        // To transformers a router's bias is a buffer, and some repositories lack it.
        const auto biases = count(text.experts_of(layer)) * times;
        text.optional += biases;
        if (text.kind->is_router_bias_bare)
            text.bare += biases;
    }
    // Rules may take norms away: layers that a pruning removed have none.
    text.leave_out("norms", layer_norm_params(text, text.norms_left_out));
}

void sum_parts(const text_model& text, formula_size& size)
{
    count params = 0;
    count active = 0;
    count packed = 0;
    for (const auto& part : text.parts)
    {
        params += part.params;
        active += part.active_params;
        // What rules and formulas add under other names are tables, norms and the like.
        const bool is_matrix = part.name == "attention" || part.name == "feed-forward" ||
                               part.name == "experts" || part.name == "shared experts" ||
                               part.name == "state mixers";
        packed += is_matrix ? part.params : 0;
        if (part.name == "experts")
            size.expert_params = part.params;
    }
    size.text_params = params.value();
    size.active_params = active.value();
    size.linear_params = packed.value();
    size.bare_params = text.bare.value();
    size.optional_params = text.optional.value();
    size.unused_params = text.unused.value();
    size.buffer_params = text.buffers.value();
    size.lookup_params = text.lookup.value();
}

void sum_caches(formula_size& size)
{
    count per_token = 0;
    count fixed = 0;
    for (const auto& kind : size.kinds)
    {
        per_token += count(kind.kv_bytes_per_token) * kind.layers;
        fixed += count(kind.kv_bytes_fixed) * kind.layers;
    }
    size.kv_bytes_per_token = per_token.value();
    size.kv_bytes_fixed = fixed.value();
}

}  // namespace

void sum_layers(const config_view& config, text_model& text, formula_size& size)
{
    add_embeddings(config, text);
    add_layers(config, text, group(text.layers), size);
    sum_parts(text, size);
    sum_caches(size);
}

}  // namespace muster
