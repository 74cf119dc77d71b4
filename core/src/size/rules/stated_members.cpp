#include "stated_members.hpp"

#include "context_length.hpp"
#include "read_text_model.hpp"
#include "size/facts/config_view.hpp"
#include "size/families/adjustments.hpp"
#include "size/families/family.hpp"
#include "text_part.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace muster {

namespace {

using family_rule = void (*)(const config_view&, text_model&);

// Of the rules that no row of the tables can say, those that change what is cached nowhere.
constexpr family_rule rules_beside_caches[] = {join_parallel_norms, read_opt};

bool changes_caches(family_rule adjust)
{
    return adjust &&
           std::find(std::begin(rules_beside_caches), std::end(rules_beside_caches), adjust) ==
               std::end(rules_beside_caches);
}

bool is_full_attention(const boost::json::value& layer)
{
    return layer.is_string() && layer.get_string() == "full_attention";
}

bool is_attention(const boost::json::value& layer)
{
    return layer.is_string() &&
           (layer.get_string() == "full_attention" || layer.get_string() == "sliding_attention" ||
            layer.get_string() == "chunked_attention");
}

bool says_that_there_is_no_window(const config_view& config, const family& kind)
{
    constexpr std::string_view use = "use_sliding_window";
    const bool is_off =
        kind.window == window_rule::upper && config.has(use) && !config.flag(use, true);
    // null says that there is none; a key that is absent leaves it to the class.
    const bool is_null = config.has_member(kind.window_keys) && !config.has(kind.window_keys);
    return is_off || is_null;
}

// A window as long as the context is none: without the context its length says nothing.
bool says_windows_by_rule(const config_view& config, const family& kind, bool is_listed)
{
    if (!config.has(kind.window_keys) || !gives_context_length(config))
        return false;
    switch (kind.window)
    {
        case window_rule::none: return is_listed;
        case window_rule::all: return true;
        case window_rule::even: return is_listed;
        case window_rule::pattern:
            return is_listed ||
                   config.has(
                       "sliding_window_pattern _sliding_window_pattern global_attn_every_n_layers"
                   );
        case window_rule::upper: return is_listed || config.has("max_window_layers");
    }
    return false;
}

bool says_windows(const config_view& config, const family& kind)
{
    const auto* const layers = config.list("layer_types");
    if (layers && !std::all_of(layers->begin(), layers->end(), is_attention))
        return false;
    const bool are_full = layers && std::all_of(layers->begin(), layers->end(), is_full_attention);
    const bool has_none = kind.window == window_rule::none && !kind.are_windows_listed && !layers;
    return are_full || has_none || says_that_there_is_no_window(config, kind) ||
           says_windows_by_rule(config, kind, layers != nullptr);
}

// All that a latent cache depends on: the number of heads is not among it.
bool says_latent_ranks(const config_view& config, const family& kind)
{
    return config.has("num_hidden_layers") && config.has("kv_lora_rank") &&
           config.has("qk_rope_head_dim") &&
           (!holds(kind.indexer, config) || config.has("index_head_dim"));
}

bool says_caches(const text_part& part)
{
    const auto& kind = *part.kind;
    // A likeness is enough for a total that can be checked, and not for a cache that cannot.
    if (part.match != family_match::modelled)
        return false;
    if (kind.is_encoder)
        return true;  // it has none
    // States have widths of their own, and rules may read any member.
    if (changes_caches(kind.adjust) || !kind.attention_interval_keys.empty())
        return false;
    const bool are_heads_said =
        (kind.mixer == mixer_kind::attention && gives_heads(part.config)) ||
        (kind.mixer == mixer_kind::mla && says_latent_ranks(part.config, kind));
    return are_heads_said && says_windows(part.config, kind);
}

}  // namespace

stated_members stated_in(const boost::json::object& config)
{
    config_reading reading;
    const auto part = find_text_part(config_view(config, "config.json", reading));
    return {
        .has_context_length = gives_context_length(part.config),
        .has_experts_per_token = gives_experts_per_token(part.config),
        .has_heads = gives_heads(part.config),
        .has_caches = says_caches(part)};
}

}  // namespace muster
