#include "matrices.hpp"

#include "mamba.hpp"
#include "mtp.hpp"
#include "size/facts/config_view.hpp"
#include "size/facts/text_model.hpp"
#include "size/families/family.hpp"

#include <algorithm>

namespace muster {

namespace {

struct matrix
{
    std::string_view part = {};
    count rows = 0;
    count columns = 0;
    count times = 1;
};

using matrix_list = std::vector<matrix>;

// What one scale is for; 0 where that is not said.
struct scale_sizes
{
    std::uint64_t block_rows = 0;
    std::uint64_t block_columns = 0;
    std::uint64_t group = 0;  // columns of a row
};

// Formats that fix how many weights share a scale.
std::uint64_t group_of_format(std::string_view method)
{
    if (method == "mxfp4" || method == "mxfp8")
        return 32;
    return method == "nvfp4" ? 16 : 0;
}

std::uint64_t group_of(const config_view& quantisation)
{
    if (const auto group = quantisation.number_or("group_size q_group_size", 0))
        return group;
    if (const auto group = group_of_format(quantisation.text("quant_method")))
        return group;
    const auto groups = quantisation.child("config_groups");
    const auto group = groups ? groups->child("group_0") : std::nullopt;
    const auto weights = group ? group->child("weights") : std::nullopt;
    return weights ? weights->number_or("group_size", 0) : 0;
}

void add_attention(
    matrix_list& all, const config_view& config, const text_model& text, const layer_plan& layer
)
{
    const auto queries = count(layer.heads) * layer.head_dim;
    const auto keys = count(layer.kv_heads) * layer.head_dim;
    all.push_back({"attention", queries * (holds(text.kind->q_gate, config) ? 2U : 1U), text.hidden}
    );
    all.push_back({"attention", keys, text.hidden});
    if (layer.has_values)
        all.push_back({"attention", count(layer.kv_heads) * layer.v_head_dim, text.hidden});
    all.push_back({"attention", text.hidden, count(layer.heads) * layer.v_head_dim});
    const auto sparse = config.child("sparse_attention_config");
    if (!layer.has_indexer || !sparse)
        return;
    const count width = sparse->number_or("sparse_index_dim", 128);
    all.push_back({"attention", width * sparse->number_or("sparse_num_index_heads", 4), text.hidden}
    );
    all.push_back({"attention", width, text.hidden});
}

void add_latent(
    matrix_list& all, const config_view& config, const text_model& text, const layer_plan& layer
)
{
    const auto& ranks = text.latent;
    const auto queries = count(layer.heads) * (count(ranks.nope) + ranks.rope);
    if (ranks.q_lora > 0)
        all.push_back({"attention", ranks.q_lora, text.hidden});
    all.push_back({"attention", queries, ranks.q_lora > 0 ? ranks.q_lora : text.hidden});
    all.push_back({"attention", count(ranks.kv_lora) + ranks.rope, text.hidden});
    all.push_back(
        {"attention", count(layer.heads) * (count(ranks.nope) + ranks.value), ranks.kv_lora}
    );
    all.push_back({"attention", text.hidden, count(layer.heads) * ranks.value});
    if (!layer.has_indexer)
        return;
    const count width = config.number_or("index_head_dim", 0);
    all.push_back({"attention", width * config.number_or("index_n_heads", 0), ranks.q_lora});
    all.push_back({"attention", width, text.hidden});
}

void add_gated_delta(matrix_list& all, const config_view& config, const text_model& text)
{
    const auto keys = count(config.number_or("linear_key_head_dim", 0)) *
                      config.number_or("linear_num_key_heads", 0);
    const auto values = count(config.number_or("linear_value_head_dim", 0)) *
                        config.number_or("linear_num_value_heads", 0);
    all.push_back({"state mixers", (keys + values) * 2U, text.hidden});
    all.push_back({"state mixers", text.hidden, values});
}

void add_mamba2(matrix_list& all, const config_view& config, const text_model& text)
{
    const auto w = read_mamba(config, text);
    all.push_back({"state mixers", w.inner * 2U + w.groups * w.state * 2U + w.heads, text.hidden});
    all.push_back({"state mixers", text.hidden, w.inner});
}

void add_mixer(
    matrix_list& all, const config_view& config, const text_model& text, const layer_plan& layer
)
{
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
    const auto ups = static_cast<std::uint64_t>(std::max(how_many - 1, 0));
    all.push_back({part, into.rows, into.columns, times * ups});
    all.push_back({part, into.columns, into.rows, times});
}

void add_feed_forwards(matrix_list& all, const text_model& text, const layer_plan& layer)
{
    const auto how_many = text.kind->mlp_matrices;
    if (layer.dense_matrices > 0)
        add_feed_forward_matrices(
            all, "feed-forward", {{}, layer.ffn, text.hidden}, layer.dense_matrices, 1
        );
    if (!layer.has_experts)
        return;
    const matrix one = {{}, layer.expert_ffn, text.expert_width};
    add_feed_forward_matrices(all, "experts", one, how_many, text.experts_of(layer));
    if (layer.shared_ffn > 0)
        add_feed_forward_matrices(
            all, "shared experts", {{}, layer.shared_ffn, text.hidden}, how_many, 1
        );
}

// ceil(length / part)
count parts_of(count length, std::uint64_t part)
{
    return part == 0 ? 0 : (length + (part - 1)).value() / part;
}

void add_to(packed_part& part, const matrix& one, const scale_sizes& sizes, std::uint64_t layers)
{
    const auto add = [times = one.times * layers](std::uint64_t& sum, count each) {
        sum = (count(sum) + each * times).value();
    };
    add(part.weights, one.rows * one.columns);
    add(part.matrices, 1);
    add(part.rows, one.rows);
    add(part.columns, one.columns);
    add(part.blocks,
        parts_of(one.rows, sizes.block_rows) * parts_of(one.columns, sizes.block_columns));
    add(part.groups, one.rows * parts_of(one.columns, sizes.group));
}

scale_sizes read_scale_sizes(const config_view& quantisation)
{
    scale_sizes sizes = {.group = group_of(quantisation)};
    const auto* const block = quantisation.list("weight_block_size");
    if (block && block->size() == 2)
    {
        sizes.block_rows = quantisation.number_at("weight_block_size", 0).value_or(0);
        sizes.block_columns = quantisation.number_at("weight_block_size", 1).value_or(0);
    }
    return sizes;
}

matrix_list matrices_of(const config_view& config, const text_model& text, const layer_plan& layer)
{
    matrix_list all;
    add_mixer(all, config, text, layer);
    add_feed_forwards(all, text, layer);
    return all;
}

// MLX packs tables and routers as well.
matrix_list tables_of(const text_model& text)
{
    matrix_list all = {{"tables", text.vocab, text.embedding_width, text.is_tied ? 1 : 2}};
    for (const auto& layer : text.layers)
        if (layer.has_experts)
            all.push_back({"routers", text.experts_of(layer), text.hidden});
    return all;
}

void add_all(
    std::vector<packed_part>& parts,
    const matrix_list& all,
    const scale_sizes& sizes,
    std::uint64_t layers
)
{
    for (const auto& one : all)
    {
        auto part = std::ranges::find(parts, one.part, &packed_part::name);
        if (part == parts.end())
            part = parts.insert(parts.end(), packed_part{.name = one.part});
        add_to(*part, one, sizes, layers);
    }
}

}  // namespace

void describe_packed(
    const config_view& root, const config_view& config, const text_model& text, formula_size& size
)
{
    constexpr std::string_view keys = "quantization_config compression_config quantization";
    auto quantisation = root.child(keys);
    if (!quantisation)
        quantisation = config.child(keys);
    if (!quantisation)
        return;
    const auto sizes = read_scale_sizes(*quantisation);
    for (const auto& layer : text.layers)
        add_all(size.packed, matrices_of(config, text, layer), sizes, 1);
    if (size.quant_method == "mlx")
        add_all(size.packed, tables_of(text), sizes, 1);
    if (text.lookup.value() > 0)
        size.packed.push_back({.name = "word groups", .weights = text.lookup.value()});
    const auto drafting = mtp_layer_plans(config, text);
    for (const auto& layer : drafting.layers)
        add_all(size.packed_mtp, matrices_of(config, text, layer), sizes, drafting.times);
}

}  // namespace muster
