#include "mixers.hpp"

#include "compressed.hpp"
#include "size/facts/config_view.hpp"
#include "size/families/family.hpp"

namespace muster {

count mixer_params(const config_view& config, const text_model& text, const layer_plan& layer)
{
    switch (layer.mixer)
    {
        case mixer_kind::none: return 0;
        // A matrix in the place of attention, as some pruned models have it.
        case mixer_kind::linear: return count(text.hidden) * text.hidden;
        case mixer_kind::attention:
        case mixer_kind::cross_attention:
            return layer.has_own_attention ? attention_params(config, text, layer) : count(0);
        case mixer_kind::mla: return latent_params(config, text, layer);
        case mixer_kind::compressed: return compressed_params(config, text, layer);
        case mixer_kind::attention_and_state:
            return (layer.has_own_attention ? attention_params(config, text, layer) : count(0)) +
                   state_params(config, text, layer);
        default: return state_params(config, text, layer);
    }
}

layer_cache mixer_cache(const config_view& config, const text_model& text, const layer_plan& layer)
{
    // It reads the cache of an earlier layer.
    if (!layer.stores_kv)
        return {};
    switch (layer.mixer)
    {
        case mixer_kind::none:
        case mixer_kind::linear:
        // What is attended to there comes from another input, and is not the sequence's.
        case mixer_kind::cross_attention: return {};
        case mixer_kind::attention: {
            auto cache = attention_cache(layer);
            cache.per_token += layer.has_indexer ? indexer_bytes(config) : count(0);
            return cache;
        }
        case mixer_kind::mla: return latent_cache(config, text, layer);
        case mixer_kind::compressed: return compressed_cache(config, layer);
        case mixer_kind::attention_and_state: {
            auto cache = attention_cache(layer);
            cache.fixed += state_bytes(config, text, layer);
            return cache;
        }
        default: return {.fixed = state_bytes(config, text, layer)};
    }
}

count layer_norm_params(const text_model& text, std::uint64_t norms)
{
    const auto& kind = *text.kind;
    // RMSNorm scales, LayerNorm also shifts, and OLMo's does neither.
    const auto vectors = kind.norm == norm_kind::weight            ? 1U
                         : kind.norm == norm_kind::weight_and_bias ? 2U
                                                                   : 0U;
    return count(text.hidden) * norms * vectors;
}

}  // namespace muster
