#include "read_text_model.hpp"

#include "further_parts.hpp"
#include "size/facts/config_view.hpp"
#include "size/families/family.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <functional>

namespace muster {

namespace {

// Names of one thing, in the order in which classes prefer them; the first that is there counts.
constexpr std::string_view layers_keys =
    "num_hidden_layers n_layer n_layers num_layers num_transformer_layers decoder_layers "
    "num_decoder_layers";
constexpr std::string_view hidden_keys =
    "hidden_size n_embd n_embed d_model model_dim emb_dim dim hidden_dim";
constexpr std::string_view heads_keys =
    "num_attention_heads n_head n_heads num_heads num_query_heads decoder_attention_heads "
    "attention_heads num_decoder_attention_heads";
constexpr std::string_view kv_heads_keys =
    "num_key_value_heads n_head_kv num_kv_heads n_kv_heads num_attention_groups";
constexpr std::string_view head_dim_keys =
    "head_dim hidden_size_per_head attention_head_dim kv_channels d_kv dim_head d_head";
constexpr std::string_view experts_keys =
    "num_experts num_local_experts n_routed_experts moe_num_experts";

latent_ranks read_latent(const config_view& config)
{
    return {
        .q_lora = config.number_or("q_lora_rank", 0),
        .kv_lora = config.number_or("kv_lora_rank", 0),
        .nope = config.number_or("qk_nope_head_dim", 0),
        .rope = config.number_or("qk_rope_head_dim", 0),
        .value = config.number_or("v_head_dim", 0),
    };
}

void read_heads(const config_view& config, text_model& text)
{
    text.heads = config.number_at(heads_keys, 0).value_or(0);
    text.kv_heads = config.number_at(kv_heads_keys, 0).value_or(text.heads);
    text.head_dim = config.number_or(head_dim_keys, 0);
    if (text.head_dim == 0 && text.heads != 0)
        // Only where it is not given: newer models have heads wider than that.
        text.head_dim = text.hidden / text.heads;
    if (text.kind->mixer == mixer_kind::mla)
        text.latent = read_latent(config);
    // Only here: with latent attention the number of key heads has no meaning.
    else if (text.kv_heads > text.heads)
        config.refuse("num_key_value_heads", "is larger than the number of heads");
}

bool is_uneven(const config_view& config, std::string_view keys)
{
    const auto* const list = config.is_list(keys) ? config.list(keys) : nullptr;
    return list && std::ranges::adjacent_find(*list, std::ranges::not_equal_to()) != list->end();
}

// Of a list its first number stands for all, unless a rule of the family reads it layer by layer.
bool is_list_unread(const config_view& config, const text_model& text)
{
    const auto are_alike = [&text](std::uint64_t layer_plan::*member) {
        return std::ranges::adjacent_find(text.layers, std::ranges::not_equal_to(), member) ==
               text.layers.end();
    };
    return (is_uneven(config, heads_keys) && are_alike(&layer_plan::heads)) ||
           (is_uneven(config, kv_heads_keys) && are_alike(&layer_plan::kv_heads));
}

std::uint64_t read_layer_count(const config_view& config)
{
    auto layers = config.number_or(layers_keys, 0);
    if (const auto* const blocks = layers == 0 ? config.list("layers_block_type") : nullptr)
        layers = blocks->size();
    if (layers == 0)
        config.refuse("num_hidden_layers", "is not given");
    if (layers <= config_layer_limit)
        return layers;
    // Layers are planned one by one: a configuration must not choose how much memory that takes.
    config.refuse("num_hidden_layers", "is too large");
    return 0;
}

}  // namespace

bool gives_heads(const config_view& config)
{
    return config.has(layers_keys) && config.has(heads_keys) && config.has(kv_heads_keys);
}

text_model read_text_model(const config_view& config, const family& kind)
{
    text_model text;
    text.kind = &kind;
    text.hidden = config.number_or(hidden_keys, 0);
    text.vocab = config.number_or(kind.vocab_keys, 0);
    if (text.hidden == 0)
        config.refuse("hidden_size", "is not given");
    if (text.vocab == 0)
        config.refuse("vocab_size", "is not given");
    text.experts = config.number_at(experts_keys, 0).value_or(0);
    read_heads(config, text);
    text.embedding_width = text.hidden;
    text.expert_width = text.hidden;
    text.norms_per_layer = kind.norms_per_layer;
    // As many as a usual model has: they are looked for by name.
    text.parts.reserve(12);

    plan_mixers(config, read_layer_count(config), text);
    plan_feed_forward(config, text);
    // The family's rule changes what is planned; what single layers say of themselves goes last.
    if (kind.adjust)
        kind.adjust(config, text);
    if (!text.layers.empty())
        read_per_layer(config, text);
    if (is_list_unread(config, text))
        text.are_kinds_known = false;
    if (!kind.further.empty())
        text.add("further parts", further_parts(kind.further, config, text));
    return text;
}

}  // namespace muster
