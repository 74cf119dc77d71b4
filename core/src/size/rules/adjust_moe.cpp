#include "size/facts/config_view.hpp"
#include "size/facts/text_model.hpp"
#include "size/families/adjustments.hpp"
#include "size/families/family.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace json = boost::json;

namespace muster {

namespace {

std::uint64_t thin_attention(const config_view& attention, layer_plan& layer)
{
    // The search took the part away, and its norm with it: hence the number that is returned.
    if (attention.flag("no_op", false))
    {
        layer.mixer = mixer_kind::none;
        return 1;
    }
    const auto sharing = attention.number_or("n_heads_in_group", 1);
    // A zero from outside must not divide.
    layer.kv_heads = sharing > 0 ? layer.heads / sharing : layer.heads;
    if (attention.flag("replace_with_linear", false))
        layer.mixer = mixer_kind::linear;
    return 0;
}

std::uint64_t thin_ffn(const config_view& ffn, std::uint64_t hidden, layer_plan& layer)
{
    if (ffn.flag("no_op", false))
    {
        layer.dense_matrices = 0;
        return 1;
    }
    if (ffn.flag("replace_with_linear", false))
    {
        layer.dense_matrices = 1;
        layer.ffn = hidden;
        return 0;
    }
    // As Llama computes its width from a factor, rounded up.
    constexpr std::uint64_t step = 256;
    const auto factor = ffn.real("ffn_mult").value_or(0);
    const auto width =
        factor > 0 && factor < 64
            ? static_cast<std::uint64_t>(2 * factor * static_cast<double>(hidden) / 3)
            : 0;
    layer.ffn = ffn.number_or("intermediate_size", (width + step - 1) / step * step);
    return 0;
}

}  // namespace

// dbrx. All that matters stands in ffn_config and attn_config; its class has these defaults.
void read_dbrx(const config_view& config, text_model& text)
{
    const auto ffn = config.child("ffn_config");
    const auto attention = config.child("attn_config");
    if (!ffn || !attention)
        return config.refuse("ffn_config", "is not given");
    text.kv_heads = attention->number_or("kv_n_heads", text.heads);
    text.experts = ffn->number_or("moe_num_experts", 4);
    for (auto& layer : text.layers)
    {
        layer.kv_heads = text.kv_heads;
        layer.dense_matrices = 0;
        layer.has_experts = true;
        layer.expert_ffn = ffn->number_or("ffn_hidden_size", 3584);
        layer.top_k = ffn->number_or("moe_top_k", 1);
    }
}

// mimo_v2. Layers with a window have heads of their own number and width, and sinks.
void read_sliding_heads(const config_view& config, text_model& text)
{
    text.v_head_dim = config.number_or("v_head_dim", text.head_dim);
    // Where a list names the layers instead, the class says the rest.
    // The first release has a list of zeros and ones, transformers' class names.
    const bool is_listed = !config.has("hybrid_layer_pattern");
    const bool has_sinks = config.flag("add_swa_attention_sink_bias", is_listed);
    for (std::size_t i = 0; i < text.layers.size(); ++i)
    {
        auto& layer = text.layers[i];
        const bool slides = is_listed
                                ? layer.window > 0
                                : config.number_at("hybrid_layer_pattern", i).value_or(0) == 1;
        layer.v_head_dim = text.v_head_dim;
        layer.has_sinks = slides ? has_sinks : config.flag("add_full_attention_sink_bias", false);
        if (!slides)
            continue;
        layer.window = config.number_or("sliding_window_size sliding_window", 0);
        layer.heads = config.number_or("swa_num_attention_heads", layer.heads);
        layer.kv_heads =
            config.number_or("swa_num_key_value_heads", layer.kv_heads * (is_listed ? 2 : 1));
        layer.head_dim = config.number_or("swa_head_dim", layer.head_dim);
        layer.v_head_dim = config.number_or("swa_v_head_dim", layer.v_head_dim);
    }
}

// inkling2. Heads of layers with a window may be others. What is convolved is kept, too, and not
// modelled.
void read_convolved_heads(const config_view& config, text_model& text)
{
    text.are_kinds_known = false;
    for (auto& layer : text.layers)
    {
        if (layer.window == 0)
            continue;
        layer.heads = config.number_or("swa_num_attention_heads", layer.heads);
        layer.kv_heads = config.number_or("swa_num_key_value_heads", layer.kv_heads);
        layer.head_dim = config.number_or("swa_head_dim", layer.head_dim);
        layer.v_head_dim = layer.head_dim;
    }
}

// inkling. A list names the layers with a window, or all have one but each sixth.
void read_local_layers(const config_view& config, text_model& text)
{
    const auto* const local = config.list("local_layer_ids");
    for (std::size_t i = 0; i < text.layers.size() && !config.has("layer_types"); ++i)
    {
        const bool is_local =
            local ? std::find(local->begin(), local->end(), json::value(i)) != local->end()
                  : (i + 1) % 6 != 0;
        text.layers[i].window = is_local ? config.number_or("sliding_window_size", 512) : 0;
    }
    place_dense_first(config, text);
    read_convolved_heads(config, text);
}

// nemotron-nas. Blocks that a search has thinned out: each says how many heads share keys, how wide
// it is, and whether there is anything at all.
void read_block_configs(const config_view& config, text_model& text)
{
    const auto blocks = config.children("block_configs");
    if (blocks.size() != text.layers.size())
        return config.refuse("block_configs", "are not as many as the layers");
    std::uint64_t norms_left_out = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i)
    {
        auto& layer = text.layers[i];
        const auto attention = blocks[i].child("attention");
        const auto ffn = blocks[i].child("ffn");
        if (!attention || !ffn)
            return config.refuse("block_configs", "lack attention or ffn");
        norms_left_out += thin_attention(*attention, layer) + thin_ffn(*ffn, text.hidden, layer);
    }
    text.norms_left_out = norms_left_out;
}

// nemotron_h_puzzle, gpt_oss_puzzle. The same, each saying how many experts it has, how wide they
// are, and its window.
void read_expert_blocks(const config_view& config, text_model& text)
{
    if (config.has("layers_block_type"))
        read_letters(config, text);
    const auto blocks = config.children("block_configs");
    if (blocks.size() != text.layers.size())
        return config.refuse("block_configs", "are not as many as the layers");
    for (std::size_t i = 0; i < blocks.size(); ++i)
    {
        auto& layer = text.layers[i];
        layer.window = blocks[i].number_or("sliding_window", 0);
        layer.experts = blocks[i].number_or("num_local_experts n_routed_experts", 0);
        layer.expert_ffn = blocks[i].number_or("moe_intermediate_size", layer.expert_ffn);
        layer.top_k = blocks[i].number_or("num_experts_per_tok", layer.top_k);
    }
}

// zaya. Queries and keys are convolved twice; experts are chosen by a small network, one of them
// being none; what each half of a layer adds and what it adds to are scaled.
void read_convolved_keys(const config_view& config, text_model& text)
{
    const count h = text.hidden;
    const count d = text.head_dim;
    const auto keys = (count(text.heads) + text.kv_heads) * d;
    constexpr std::uint64_t kernel = 2;
    // First each channel by itself, then the channels of a head together.
    const auto kernels = keys * kernel + keys * d * kernel;
    const count layers = text.layers.size();
    text.add("attention", (kernels + keys * 2U + text.kv_heads) * layers);
    const count width = config.number_or("router_hidden_size", 256);
    const auto chosen = count(text.experts) + 1U;
    const auto router =
        h * width + width + width + (width * width + width) * 2U + chosen * (width + 1U);
    text.add("router", router * layers);
    text.add("norms", h * 8U * layers + h * 2U);
    if (!text.layers.empty())
        text.add("router", width * (text.layers.size() - 1));
    // There is no plain one.
    text.leave_out("router", h * text.experts * layers);
}

// mllama. The layers listed look at the image alone, and cache nothing of the text.
void read_cross_attention(const config_view& config, text_model& text)
{
    const auto* const crossed = config.list("cross_attention_layers");
    // Keys and values of the image are kept: as many as it has parts.
    text.is_fixed_known = false;
    // The image token and its like: rows of the table beyond the vocabulary.
    constexpr std::uint64_t special_rows = 8;
    text.add("input embedding", count(special_rows) * text.hidden, count(0));
    for (std::size_t i = 0; i < text.layers.size(); ++i)
        if (crossed &&
            std::find(crossed->begin(), crossed->end(), json::value(i)) != crossed->end())
        {
            text.layers[i].mixer = mixer_kind::cross_attention;
            // Queries and keys are normalised there, and two gates weigh what is added.
            text.add("norms", count(2) * text.head_dim + 2U);
        }
}

// longcat_flash.
void read_double_attention(const config_view& config, text_model& text)
{
    // Each block of the configuration is two layers; the second half of a block has the experts
    // beside it, and identity experts hold no weights.
    const auto blocks = text.layers.size();
    const auto dense = config.number_or("ffn_hidden_size", 0);
    const count h = text.hidden;
    const auto identities = config.number_or("zero_expert_num", 0);
    text.add("router", (h + 1U) * identities * blocks);
    std::vector<layer_plan> layers;
    for (auto layer : text.layers)
    {
        layer.dense_matrices = 3;
        layer.ffn = dense;
        layers.push_back(layer);
        layer.has_experts = false;
        layers.push_back(layer);
    }
    text.layers = std::move(layers);
}

// longcat_flash_ngram. Groups of words are looked up in tables, each of another length, and
// projected.
void read_grouped_words(const config_view& config, text_model& text)
{
    read_double_attention(config, text);
    const auto longest = config.number_or("emb_neighbor_num", 1);
    const auto tables =
        (count(longest > 0 ? longest - 1 : 0) * config.number_or("emb_split_num", 1));
    const auto rows = count(config.number_or("ngram_vocab_size_ratio", 0)) * text.vocab;
    // Each table gives an equal share of the width.
    if (tables.value() == 0 || tables.value() > text.hidden)
        return config.refuse("emb_neighbor_num", "is no number of tables");
    const count width = text.hidden / tables.value();
    // Lengths are odd numbers in a row.
    text.add_lookup("word groups", (tables * rows + tables * tables) * width);
    text.add("word groups", tables * width * text.hidden);
}

// jetmoe. Queries and outputs are experts, too; keys and values are shared by all.
void read_routed_attention(const config_view& config, text_model& text)
{
    const auto chosen = config.number_or("num_experts_per_tok moe_top_k", 0);
    const count h = text.hidden;
    const count layers = text.layers.size();
    const auto one_expert = h * text.kv_heads * text.head_dim * 2U;
    for (auto& layer : text.layers)
        layer.heads = (count(layer.kv_heads) * chosen).value();
    if (chosen <= text.experts)
        text.add("attention", one_expert * (text.experts - chosen) * layers, 0);
    text.add("attention", h * layers);
    text.add("router", h * text.experts * layers);
    text.add("feed-forward", h * layers);
}

// ernie4_5_vl_moe. Images have experts of their own, which no token of text passes.
void read_modalities(const config_view& config, text_model& text)
{
    if (!config.is_list("moe_intermediate_size"))
        return;
    const count width = config.number_at("moe_intermediate_size", 1).value_or(0);
    const auto experts = config.is_list("moe_num_experts")
                             ? config.number_at("moe_num_experts", 1).value_or(0)
                             : text.experts;
    const auto sparse = static_cast<std::uint64_t>(std::count_if(
        text.layers.begin(), text.layers.end(), [](const auto& one) { return one.has_experts; }
    ));
    const count h = text.hidden;
    text.add("experts", h * width * 3U * experts * sparse, 0);
    text.add("router", (h + 1U) * experts * sparse, 0);
}

// cohere2_moe and others whose first layers are dense.
void place_dense_first(const config_view& config, text_model& text)
{
    // intermediate_size is that of the experts there.
    const auto dense = config.number("dense_intermediate_size prefix_dense_intermediate_size");
    for (auto& layer : text.layers)
        if (!layer.has_experts && dense)
            layer.ffn = *dense;
}

// minimax_m3. Some layers choose what they attend to, by queries and keys beside their own.
void read_sparse_attention(const config_view& config, text_model& text)
{
    place_dense_first(config, text);
    const auto sparse = config.child("sparse_attention_config");
    if (!sparse || !sparse->is_list("sparse_attention_freq"))
        return;
    const count width = sparse->number_or("sparse_index_dim", 128);
    const auto heads = count(sparse->number_or("sparse_num_index_heads", 4)) + 1U;
    for (std::size_t i = 0; i < text.layers.size(); ++i)
    {
        text.layers[i].has_indexer = sparse->number_at("sparse_attention_freq", i).value_or(0) == 1;
        if (text.layers[i].has_indexer)
            text.add("attention", width * heads * text.hidden + width * 2U);
    }
}

}  // namespace muster
