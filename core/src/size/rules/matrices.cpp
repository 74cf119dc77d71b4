#include "matrices.hpp"

#include "mamba.hpp"
#include "size/facts/config_view.hpp"
#include "size/facts/text_model.hpp"
#include "size/families/family.hpp"

namespace muster {

namespace {

// In this file rows are what a matrix gives and columns what it takes, as stored matrices have
// them: scales of groups run along the columns.

void add_attention(
    matrix_list& all, const config_view& config, const text_model& text, const layer_plan& layer
)
{
    const auto queries = count(layer.heads) * layer.head_dim;
    const auto keys = count(layer.kv_heads) * layer.head_dim;
    const auto gated = queries * (holds(text.kind->q_gate, config) ? 2U : 1U);
    // Some classes join the three: a pattern that names the joined matrix means each of its parts.
    all.push_back({"attention", "q_proj qkv_proj", gated, text.hidden});
    all.push_back({"attention", "k_proj qkv_proj", keys, text.hidden});
    if (layer.has_values)
        all.push_back(
            {"attention", "v_proj qkv_proj", count(layer.kv_heads) * layer.v_head_dim, text.hidden}
        );
    all.push_back({"attention", "o_proj", text.hidden, count(layer.heads) * layer.v_head_dim});
    const auto sparse = config.child("sparse_attention_config");
    if (!layer.has_indexer || !sparse)
        return;
    const count width = sparse->number_or("sparse_index_dim", 128);
    const auto heads = width * sparse->number_or("sparse_num_index_heads", 4);
    all.push_back({"attention", "index_q_proj", heads, text.hidden});
    all.push_back({"attention", "index_k_proj", width, text.hidden});
}

void add_latent(
    matrix_list& all, const config_view& config, const text_model& text, const layer_plan& layer
)
{
    const auto& ranks = text.latent;
    const auto queries = count(layer.heads) * (count(ranks.nope) + ranks.rope);
    if (ranks.q_lora > 0)
        all.push_back({"attention", "q_a_proj", ranks.q_lora, text.hidden});
    const auto into_queries = ranks.q_lora > 0 ? ranks.q_lora : text.hidden;
    all.push_back({"attention", "q_b_proj q_proj", queries, into_queries});
    all.push_back(
        {"attention", "kv_a_proj_with_mqa", count(ranks.kv_lora) + ranks.rope, text.hidden}
    );
    const auto both = count(layer.heads) * (count(ranks.nope) + ranks.value);
    all.push_back({"attention", "kv_b_proj", both, ranks.kv_lora});
    all.push_back({"attention", "o_proj", text.hidden, count(layer.heads) * ranks.value});
    if (!layer.has_indexer)
        return;
    const count width = config.number_or("index_head_dim", 0);
    const auto heads = width * config.number_or("index_n_heads", 0);
    all.push_back({"attention", "indexer.wq_b", heads, ranks.q_lora});
    all.push_back({"attention", "indexer.wk", width, text.hidden});
}

void add_gated_delta(matrix_list& all, const config_view& config, const text_model& text)
{
    const auto keys = count(config.number_or("linear_key_head_dim", 0)) *
                      config.number_or("linear_num_key_heads", 0);
    const auto values = count(config.number_or("linear_value_head_dim", 0)) *
                        config.number_or("linear_num_value_heads", 0);
    // Queries are as wide as keys, and values have a gate of their width.
    all.push_back({"state mixers", "in_proj_qkvz in_proj_qkv", (keys + values) * 2U, text.hidden});
    all.push_back({"state mixers", "out_proj", text.hidden, values});
}

void add_mamba2(matrix_list& all, const config_view& config, const text_model& text)
{
    const auto w = read_mamba(config, text);
    const auto into = w.inner * 2U + w.groups * w.state * 2U + w.heads;
    all.push_back({"state mixers", "in_proj", into, text.hidden});
    all.push_back({"state mixers", "out_proj", text.hidden, w.inner});
}

void add_mixer(
    matrix_list& all, const config_view& config, const text_model& text, const layer_plan& layer
)
{
    // Of other mixers no matrices are listed: nothing of them counts as packed.
    if (layer.mixer == mixer_kind::attention || layer.mixer == mixer_kind::cross_attention)
        add_attention(all, config, text, layer);
    else if (layer.mixer == mixer_kind::mla)
        add_latent(all, config, text, layer);
    else if (layer.mixer == mixer_kind::gated_delta)
        add_gated_delta(all, config, text);
    else if (layer.mixer == mixer_kind::mamba2)
        add_mamba2(all, config, text);
}

void add_feed_forward_matrices(
    matrix_list& all, std::string_view part, const matrix& into, int how_many, count times
)
{
    // Mixtral's w1, w3 and w2 are what others call gate, up and down.
    if (how_many > 2)
        all.push_back({part, "gate_proj w1 gate_up_proj", into.rows, into.columns, times});
    if (how_many > 1)
        all.push_back({part, "up_proj w3 gate_up_proj", into.rows, into.columns, times});
    all.push_back({part, "down_proj w2", into.columns, into.rows, times});
}

void add_feed_forwards(matrix_list& all, const text_model& text, const layer_plan& layer)
{
    const auto how_many = text.kind->mlp_matrices;
    if (layer.dense_matrices > 0)
        add_feed_forward_matrices(
            all, "feed-forward", {{}, {}, layer.ffn, text.hidden}, layer.dense_matrices, 1
        );
    if (!layer.has_experts)
        return;
    const matrix one = {{}, {}, layer.expert_ffn, text.expert_width};
    add_feed_forward_matrices(all, "experts", one, how_many, text.experts_of(layer));
    if (layer.shared_ffn > 0)
        add_feed_forward_matrices(
            all, "shared experts", {{}, {}, layer.shared_ffn, text.hidden}, how_many, 1
        );
}

}  // namespace

matrix_list matrices_of(const config_view& config, const text_model& text, const layer_plan& layer)
{
    matrix_list all;
    add_mixer(all, config, text, layer);
    add_feed_forwards(all, text, layer);
    if (layer.has_experts)
        all.push_back({"routers", "gate router", text.experts_of(layer), text.hidden});
    return all;
}

// Only what is packed whole packs tables, too.
matrix_list tables_of(const text_model& text)
{
    matrix_list all = {{"tables", "embed_tokens", text.vocab, text.embedding_width}};
    if (!text.is_tied)
        all.push_back({"tables", "lm_head", text.vocab, text.embedding_width});
    return all;
}

}  // namespace muster
