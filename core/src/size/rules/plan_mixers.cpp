#include "read_text_model.hpp"
#include "size/facts/config_view.hpp"
#include "size/facts/text_model.hpp"
#include "size/facts/words.hpp"
#include "size/families/family.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <string>

namespace json = boost::json;

namespace muster {

namespace {

struct window_facts
{
    std::uint64_t tokens = 0;  // 0: there is none
    std::uint64_t pattern = 0;
    std::uint64_t first_layer = 0;
};

std::uint64_t read_pattern(const config_view& config)
{
    constexpr std::string_view keys =
        "sliding_window_pattern _sliding_window_pattern global_attn_every_n_layers";
    // Exaone writes the pattern as letters, "LLLG": as many as it is long.
    const auto letters = config.text(keys);
    return letters.empty() ? config.number_or(keys, 0) : letters.size();
}

window_facts read_window(const config_view& config, const family& kind)
{
    window_facts facts;
    // Qwen writes a window into every configuration, and the switch beside it.
    const bool is_off =
        kind.window == window_rule::upper && !config.flag("use_sliding_window", false);
    if (is_off)
        return facts;
    facts.tokens = config.number_or(kind.window_keys, 0);
    if (kind.window == window_rule::pattern)
        facts.pattern = read_pattern(config);
    if (kind.window == window_rule::upper)
        facts.first_layer = config.number_or("max_window_layers", 0);
    return facts;
}

bool has_window(window_rule rule, const window_facts& facts, std::size_t i)
{
    switch (rule)
    {
        case window_rule::none: return false;
        case window_rule::all: return true;
        case window_rule::even: return i % 2 == 0;
        case window_rule::pattern: return facts.pattern > 0 && (i + 1) % facts.pattern != 0;
        case window_rule::upper: return i >= facts.first_layer;
    }
    return false;
}

void set_by_name(std::string_view name, const text_model& text, layer_plan& layer)
{
    if (name == "linear_attention" || name == "mamba")
        layer.mixer = text.kind->linear_mixer;
    // All other names attend.
    else if (name == "conv")
        layer.mixer = mixer_kind::short_conv;
}

bool is_windowed_name(std::string_view name)
{
    return name == "sliding_attention" || name == "hybrid_sliding" || name == "chunked_attention";
}

void plan_by_list(const json::array& names, const window_facts& window, text_model& text)
{
    for (std::size_t i = 0; i < text.layers.size(); ++i)
    {
        const auto* const name = names[i].if_string();
        if (!name)
            continue;
        set_by_name(*name, text, text.layers[i]);
        if (is_windowed_name(*name))
            text.layers[i].window = window.tokens;
    }
}

void plan_by_rule(const config_view& config, const window_facts& window, text_model& text)
{
    const auto interval = text.kind->attention_interval_keys.empty()
                              ? 0
                              : config.number_or(text.kind->attention_interval_keys, 0);
    for (std::size_t i = 0; i < text.layers.size(); ++i)
    {
        auto& layer = text.layers[i];
        if (interval > 0 && (i + 1) % interval != 0)
            layer.mixer = text.kind->linear_mixer;
        else if (has_window(text.kind->window, window, i))
            layer.window = window.tokens;
    }
}

// Of the upper rule a switch decides, and without it there is no window that could be missing.
bool gives_windows(const config_view& config, const family& kind)
{
    return kind.window == window_rule::none || kind.window == window_rule::upper ||
           config.has_member(kind.window_keys) || config.has("layer_types");
}

// A window of some layers, and nothing that says of which.
bool are_windows_open(const window_facts& window, const family& kind)
{
    const bool lacks_pattern = kind.window == window_rule::pattern && window.pattern == 0;
    return window.tokens > 0 && (lacks_pattern || kind.are_windows_listed);
}

// Names of kinds of layers that need no rule of the family.
bool are_kinds_named(const json::array& names, const config_view& config, const family& kind)
{
    constexpr std::string_view attending =
        "full_attention attention sliding_attention chunked_attention indexed_attention";
    constexpr std::string_view keeping = "linear_attention conv mamba hybrid hybrid_sliding";
    // A family of plain attention has no states, and no keys that would say how wide they are.
    const bool has_states = !kind.attention_interval_keys.empty() ||
                            kind.linear_mixer != mixer_kind::gated_delta ||
                            config.has("linear_num_key_heads linear_num_value_heads");
    // A rule of the family reads the names itself, and knows what it means by them.
    return kind.adjust || std::ranges::all_of(names, [has_states](const json::value& name) {
               const auto* const word = name.if_string();
               return word &&
                      (is_one_of(*word, attending) || (has_states && is_one_of(*word, keeping)));
           });
}

layer_plan plain_layer(const text_model& text, bool has_sinks)
{
    layer_plan layer;
    layer.mixer = text.kind->mixer;
    layer.heads = text.heads;
    layer.kv_heads = text.kv_heads;
    layer.head_dim = text.head_dim;
    layer.v_head_dim = text.head_dim;
    layer.has_sinks = has_sinks;
    return layer;
}

}  // namespace

void plan_mixers(const config_view& config, std::size_t layers, text_model& text)
{
    auto plain = plain_layer(text, holds(text.kind->sinks, config));
    plain.has_indexer = holds(text.kind->indexer, config);
    text.layers.assign(layers, plain);

    text.are_windows_given = gives_windows(config, *text.kind);
    const auto window = read_window(config, *text.kind);
    const auto* const names = config.list("layer_types");
    text.are_kinds_known =
        names ? are_kinds_named(*names, config, *text.kind) : !are_windows_open(window, *text.kind);
    if (!names)
        plan_by_rule(config, window, text);
    // A longer list is taken: it may name layers that predict further tokens.
    else if (names->size() < text.layers.size())
        config.refuse("layer_types", "is shorter than the layers are many");
    else
        plan_by_list(*names, window, text);
}

// Newer versions write what differs of a layer under its number, with as many digits as the last.
void read_per_layer(const config_view& config, text_model& text)
{
    const auto all = config.child("per_layer_config");
    // Precondition: there is a layer.
    const auto digits = std::to_string(text.layers.size() - 1).size();
    for (std::size_t i = 0; all && i < text.layers.size(); ++i)
    {
        auto number = std::to_string(i);
        number.insert(0, digits - number.size(), '0');
        const auto own = all->child(number);
        if (!own)
            continue;
        auto& layer = text.layers[i];
        layer.heads = own->number_or("num_attention_heads", layer.heads);
        layer.kv_heads = own->number_or("num_key_value_heads", layer.kv_heads);
        layer.v_head_dim = own->number_or("head_dim", layer.v_head_dim);
        layer.head_dim = own->number_or("head_dim", layer.head_dim);
        layer.ffn = own->number_or("intermediate_size", layer.ffn);
    }
}

}  // namespace muster
