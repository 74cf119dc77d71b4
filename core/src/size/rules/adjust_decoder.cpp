#include "size/facts/config_view.hpp"
#include "size/facts/text_model.hpp"
#include "size/families/adjustments.hpp"
#include "size/families/family.hpp"

#include <boost/json/array.hpp>

namespace muster {

namespace {

// Layers were planned from the model's number, and are not looked up again.
void set_kv_heads(text_model& text, std::uint64_t kv_heads)
{
    text.kv_heads = kv_heads;
    for (auto& layer : text.layers)
        layer.kv_heads = kv_heads;
}

}  // namespace

// gpt_bigcode. Its class names no number of key heads: multi_query says one for all, else one a
// head.
void use_one_kv_head(const config_view& config, text_model& text)
{
    set_kv_heads(text, config.flag("multi_query", true) ? 1 : text.heads);
}

// falcon. Three generations share a model type: the 7B has one key head, older ones one a head, the
// 40B and later give the number.
void read_falcon(const config_view& config, text_model& text)
{
    // Falcon-40B and later: they give the number of key heads.
    const bool is_new = config.flag("new_decoder_architecture", false);
    if (!is_new)
        set_kv_heads(text, config.flag("multi_query", true) ? 1 : text.heads);

    // Attention and feed-forward side by side share one normalisation, but for the new form.
    // Falcon-11B is of the new form with one norm.
    const auto norms = config.number_or("num_ln_in_parallel_attn", 2);
    if (!config.flag("parallel_attn", true) || (is_new && norms == 2))
        return;
    text.norms_per_layer = 1;
}

// stablelm. Attention and feed-forward side by side read the same normalised input.
void join_parallel_norms(const config_view& config, text_model& text)
{
    if (config.flag("use_parallel_residual", false))
        text.norms_per_layer = 1;
}

// mpt. What others have at the top stands in attn_config; positions are learned unless ALiBi takes
// their place; the feed-forward part's width is a multiple.
void read_mpt(const config_view& config, text_model& text)
{
    if (const auto attention = config.child("attn_config"))
    {
        set_kv_heads(text, attention->number_or("kv_n_heads", text.heads));
        if (!attention->flag("alibi", false) && config.flag("learned_pos_emb", true))
            text.add("positions", count(config.number_or("max_seq_len", 0)) * text.hidden);
    }
    text.is_ffn_given = true;
    for (auto& layer : text.layers)
        layer.ffn = config.number_or("expansion_ratio", 4) * text.hidden;
}

// opt. The order of norms decides whether one stands at the end.
void read_opt(const config_view& config, text_model& text)
{
    // Where norms come last in a layer, nothing is left to norm at the end.
    if (!config.flag("do_layer_norm_before", true) ||
        config.flag("_remove_final_layer_norm", false))
        text.norms_left_out = 1;
    // OPT-350m embeds in 512 and computes in 1024.
    const auto width = config.number_or("word_embed_proj_dim", text.hidden);
    // Only the 350m has two widths.
    if (width == text.hidden || width == 0)
        return;
    text.embedding_width = width;
    text.add("projections", count(2) * width * text.hidden);
}

// chatglm. Key heads have a name and a switch of their own.
void read_query_groups(const config_view& config, text_model& text)
{
    // ChatGLM turns half of each head.
    text.rotary_dim = text.head_dim / 2;
    if (config.flag("multi_query_attention", false))
        set_kv_heads(text, config.number_or("multi_query_group_num", 1));
}

// deepseek_v2 and its kin. Some checkpoints of the type attend plainly, and say so by use_mla.
void drop_latent_attention_if_said(const config_view& config, text_model& text)
{
    if (text.latent.value == 0)
        text.latent.value = text.head_dim;
    if (config.flag("use_mla", true))
        return;
    for (auto& layer : text.layers)
        layer.mixer = mixer_kind::attention;
}

// glm_moe_dsa, hy_v4. Layers with an indexer choose the tokens that are attended to.
void drop_shared_indexers(const config_view& config, text_model& text)
{
    const auto* const types = config.list("indexer_types");
    for (std::size_t i = 0; types && i < types->size() && i < text.layers.size(); ++i)
        // Such a layer takes the choice of the one before.
        if (const auto* const type = (*types)[i].if_string(); type && *type == "shared")
            text.layers[i].has_indexer = false;
}

// exaone4, exaone_moe.
void free_last_layer(const config_view&, text_model& text)
{
    if (!text.layers.empty())
        // The last layer sees the whole sequence, whatever the pattern gives it.
        text.layers.back().window = 0;
}

// hunyuan. Cross-layer attention: groups of layers share keys and values in the cache, though each
// has the matrices.
void share_caches_across_layers(const config_view& config, text_model& text)
{
    const auto share = config.number_or("cla_share_factor", 1);
    if (!config.flag("use_cla", false) || share < 2)
        return;
    for (std::size_t i = 0; i < text.layers.size(); ++i)
        // The layers between use the cache of the first of their group.
        text.layers[i].stores_kv = i % share == 0;
}

// llama4. intermediate_size is the width of an expert, intermediate_size_mlp that of a dense layer.
void read_llama4(const config_view& config, text_model& text)
{
    const auto dense = config.number_or("intermediate_size_mlp", 0);
    const auto expert = config.number_or("intermediate_size", 0);
    for (auto& layer : text.layers)
    {
        layer.ffn = dense;
        if (layer.has_experts)
            // In an expert layer one more expert is always on, as wide as the routed ones.
            layer.shared_ffn = expert;
    }
}

// doge. What is attended to is chosen by the values; each half of a layer weighs its input.
void add_dynamic_mask(const config_view& config, text_model& text)
{
    if (config.flag("is_moe", false))
        return config.refuse("is_moe", "asks for experts of a kind that is not modelled");
    const count kv = text.kv_heads;
    const auto bias = config.flag("attention_bias", false) ? kv : count(0);
    text.add("attention", (kv + kv * text.head_dim * kv + bias) * text.layers.size());
    text.add("norms", count(2) * text.hidden * text.layers.size());
}

// plamo. n_shared_head says how many heads use one key head.
void read_shared_heads(const config_view& config, text_model& text)
{
    // 0 would divide by zero, and no class takes it.
    if (const auto shared = config.number_or("n_shared_head", 1); shared > 0)
        set_kv_heads(text, text.heads / shared);
}

// dory. What attends and what feeds forward count as layers of their own.
void join_pairs_of_layers(const config_view&, text_model& text)
{
    for (std::size_t i = 0; 2 * i < text.layers.size(); ++i)
        text.layers[i] = text.layers[2 * i];
    text.layers.resize((text.layers.size() + 1) / 2);
}

// hrm_text. Two stacks are passed again and again, with a cache for each time.
void repeat_stacks(const config_view& config, text_model& text)
{
    const auto own = config.number_or("num_layers_per_stack", text.layers.size()) * 2;
    for (std::size_t i = own; i < text.layers.size(); ++i)
    {
        text.layers[i].has_own_attention = false;
        text.layers[i].dense_matrices = 0;
    }
}

// xlstm. States of matrices, read by queries of half the width; what they take is not modelled.
void read_xlstm(const config_view& config, text_model& text)
{
    const auto half = config.real("qk_dim_factor").value_or(0.5);
    const auto wide = config.real("ffn_proj_factor").value_or(2.667);
    const auto step = config.number_or("ffn_round_up_to_multiple_of", 64);
    if (half != 0.5 || wide < 1 || wide > 100 || step == 0)
        return config.refuse("qk_dim_factor", "is not as in any model");
    const auto ffn = static_cast<std::uint64_t>(static_cast<double>(text.hidden) * wide);
    for (auto& layer : text.layers)
        layer.ffn = (ffn + step - 1) / step * step;
    text.is_ffn_given = true;
    text.are_kinds_known = false;
    text.add("state mixers", count(text.hidden) * text.hidden * text.layers.size());
}

// laguna. A gate for each head, or for each number that a head gives.
void read_gates(const config_view& config, text_model& text)
{
    read_heads_by_layer(config, text);
    const auto name = config.text("gating");
    if (name.empty() ? config.flag("gating", true) : name == "per-head")
        return;
    for (const auto& layer : text.layers)
        // Less the one gate a head that the table has counted.
        text.add("attention", count(text.hidden) * layer.heads * (layer.head_dim - 1));
}

void read_heads_by_layer(const config_view& config, text_model& text)
{
    if (!config.is_list("num_attention_heads_per_layer"))
        return;
    for (std::size_t i = 0; i < text.layers.size(); ++i)
        text.layers[i].heads =
            config.number_at("num_attention_heads_per_layer", i).value_or(text.heads);
}

}  // namespace muster
