#include "read_text_model.hpp"
#include "size/facts/config_view.hpp"
#include "size/facts/text_model.hpp"
#include "size/families/family.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <string>

namespace json = boost::json;

namespace muster {

namespace {

constexpr std::string_view ffn_keys =
    "intermediate_size ffn_dim n_inner d_ff ffn_hidden_size mlp_hidden_size block_ff_dim "
    "ff_intermediate_size dff dim_ff d_inner decoder_ffn_dim hidden_dim";
// In order: a member for experts alone goes before one that dense layers use as well.
constexpr std::string_view expert_ffn_keys =
    "moe_intermediate_size expert_ffn_hidden_size intermediate_size ffn_hidden_size";
constexpr std::string_view top_k_keys =
    "num_experts_per_tok num_experts_per_token moe_topk moe_top_k moe_k top_k_experts "
    "experts_per_token";
constexpr std::string_view shared_count_keys =
    "n_shared_experts num_shared_experts num_shared_expert moe_num_shared_experts";
constexpr std::string_view shared_width_keys =
    "shared_expert_intermediate_size shared_intermediate_size "
    "moe_shared_expert_intermediate_size share_expert_dim";

bool names_layer(const json::array* layers, std::size_t i)
{
    return layers && std::find(layers->begin(), layers->end(), json::value(i)) != layers->end();
}

// What a rule reads once for all layers.
struct moe_facts
{
    const json::array* listed = nullptr;
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::uint64_t step = 1;
    std::uint64_t offset = 0;
    bool has_frequencies = false;
};

// One past the end; -1 stands for the last layer.
std::optional<std::uint64_t> last_of_interval(const config_view& config)
{
    constexpr std::string_view key = "moe_layer_end_index";
    if (config.is_list(key))
        return config.number_at(key, 0).value_or(0) + 1;
    const auto end = config.real(key);
    if (!end || *end < 0 || *end >= 1e6)
        return {};
    return static_cast<std::uint64_t>(*end) + 1;
}

moe_facts read_moe_facts(const config_view& config, const text_model& text)
{
    moe_facts facts;
    facts.last = text.layers.size();
    switch (text.kind->moe)
    {
        case moe_rule::none:
        case moe_rule::all: break;
        case moe_rule::listed:
            facts.first = config.number_or("first_k_dense_replace dense_mlp_idx", 0);
            break;
        case moe_rule::sparse_step:
            facts.listed = config.list("mlp_only_layers");
            facts.step = config.number_or("decoder_sparse_step", 1);
            break;
        case moe_rule::after_dense:
            facts.first = config.number_or("first_k_dense_replace num_dense_layers", 0);
            facts.has_frequencies = config.is_list("moe_layer_freq");
            if (!facts.has_frequencies)
                facts.step = config.number_or("moe_layer_freq", 1);
            break;
        case moe_rule::interval:
            facts.first = config.number_at("moe_layer_start_index", 0).value_or(0);
            facts.step = config.number_or("moe_layer_interval", 1);
            facts.last = last_of_interval(config).value_or(facts.last);
            break;
        case moe_rule::period:
            facts.step = config.number_or("expert_layer_period", 1);
            facts.offset = config.number_or("expert_layer_offset", 0);
            break;
        case moe_rule::interleaved:
            facts.listed = config.list("moe_layers");
            facts.step = config.number_or("interleave_moe_layer_step", 1);
            break;
    }
    // Steps divide below, and come from outside.
    facts.step = std::max<std::uint64_t>(facts.step, 1);
    return facts;
}

// "3,4,5"
bool enumerates(std::string_view numbers, std::size_t i)
{
    const auto wanted = std::to_string(i);
    while (!numbers.empty())
    {
        const auto comma = numbers.find(',');
        if (numbers.substr(0, comma) == wanted)
            return true;
        numbers.remove_prefix(comma == std::string_view::npos ? numbers.size() : comma + 1);
    }
    return false;
}

bool is_listed_sparse(const config_view& config, std::uint64_t first, std::size_t i)
{
    if (config.has("moe_layers_enum"))
        return enumerates(config.text("moe_layers_enum"), i);
    const auto* const kinds = config.list("mlp_layer_types is_moe_layer");
    if (!kinds || i >= kinds->size())
        return i >= first && !names_layer(config.list("mlp_only_layers"), i);
    const auto& kind = (*kinds)[i];
    // Names of kinds, or true and false: both are written.
    if (const auto* const name = kind.if_string())
        return *name != "dense";
    return kind.is_bool() && kind.get_bool();
}

bool has_experts(const config_view& config, moe_rule rule, const moe_facts& facts, std::size_t i)
{
    switch (rule)
    {
        case moe_rule::none: return false;
        case moe_rule::all: return true;
        case moe_rule::sparse_step:
            return !names_layer(facts.listed, i) && (i + 1) % facts.step == 0;
        case moe_rule::after_dense:
            if (facts.has_frequencies)
                return config.number_at("moe_layer_freq", i).value_or(0) != 0;
            return i >= facts.first && i % facts.step == 0;
        case moe_rule::interval:
            return i >= facts.first && i < facts.last && (i + 1) % facts.step == 0;
        case moe_rule::listed: return is_listed_sparse(config, facts.first, i);
        case moe_rule::period: return i % facts.step == facts.offset;
        case moe_rule::interleaved:
            return facts.listed ? names_layer(facts.listed, i) : i % facts.step == facts.step - 1;
    }
    return false;
}

std::uint64_t shared_width(const config_view& config, std::uint64_t expert_ffn, std::size_t i)
{
    const auto shared = config.number_at(shared_count_keys, i);
    // Qwen gives the width of all shared experts, DeepSeek their number.
    if (const auto width = config.number(shared_width_keys))
        return (count(*width) * shared.value_or(1)).value();
    return (count(expert_ffn) * shared.value_or(0)).value();
}

// Most configurations say one number for all layers.
bool differ_by_layer(const config_view& config)
{
    return config.is_list(expert_ffn_keys) || config.is_list(top_k_keys) ||
           config.is_list(shared_count_keys);
}

layer_plan
plan_experts(const config_view& config, const text_model& text, std::size_t i, layer_plan layer)
{
    layer.has_experts = true;
    layer.dense_matrices = 0;
    // The first number is that of text; read_modalities() adds what images have.
    if (text.kind->lists_are_modalities)
        i = 0;
    layer.expert_ffn = config.number_at(expert_ffn_keys, i).value_or(0);
    layer.top_k = config.number_at(top_k_keys, i).value_or(0);
    layer.shared_ffn = shared_width(config, layer.expert_ffn, i);
    if (layer.top_k == 0)
        config.refuse("num_experts_per_tok", "is not given");
    // It would make more parameters active than there are.
    if (layer.top_k > text.experts)
        config.refuse("num_experts_per_tok", "is larger than the number of experts");
    return layer;
}

// A list that says it for each layer goes before what the class would compute.
moe_rule rule_of(const config_view& config, const text_model& text)
{
    // Dense models of a class that can have experts say 0 or 1.
    if (text.experts <= 1 || text.kind->moe == moe_rule::none)
        return moe_rule::none;
    return config.is_list("mlp_layer_types") ? moe_rule::listed : text.kind->moe;
}

// Not the whole plan: heads and windows are each layer's own.
void copy_experts(const layer_plan& from, layer_plan& layer)
{
    layer.has_experts = true;
    layer.dense_matrices = 0;
    layer.expert_ffn = from.expert_ffn;
    layer.top_k = from.top_k;
    layer.shared_ffn = from.shared_ffn;
}

}  // namespace

bool gives_experts_per_token(const config_view& config)
{
    const auto ffn = config.child("ffn_config");  // dbrx
    return config.has(top_k_keys) || (ffn && ffn->has(top_k_keys));
}

void plan_feed_forward(const config_view& config, text_model& text)
{
    const auto& kind = *text.kind;
    const bool is_listed = config.is_list(ffn_keys);
    // Not said, and without a multiple, it is 0: a total may tell it (describe_width).
    const auto width = is_listed ? 0 : config.number_or(ffn_keys, text.hidden * kind.ffn_multiple);
    text.is_ffn_given = config.has_member(ffn_keys) || kind.ffn_multiple > 0;
    const auto rule = rule_of(config, text);
    const auto facts = rule == moe_rule::none ? moe_facts{} : read_moe_facts(config, text);

    // Asking each layer for what is the same costs most of the time of large configurations.
    const bool do_differ =
        rule != moe_rule::none && !kind.lists_are_modalities && differ_by_layer(config);
    std::optional<layer_plan> planned;
    for (std::size_t i = 0; i < text.layers.size(); ++i)
    {
        auto& layer = text.layers[i];
        layer.dense_matrices = kind.mlp_matrices;
        layer.ffn =
            (is_listed ? config.number_at(ffn_keys, i).value_or(0) : width) / kind.ffn_divisor;
        if (!has_experts(config, rule, facts, i))
            continue;
        if (do_differ || !planned)
            planned = plan_experts(config, text, i, layer);
        copy_experts(*planned, layer);
    }
}

}  // namespace muster
