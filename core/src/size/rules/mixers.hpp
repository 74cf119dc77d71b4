#pragma once

#include "size/facts/count.hpp"
#include "size/facts/text_model.hpp"

namespace muster {

class config_view;

/// What one layer keeps of a sequence, in bytes, at 16 bits an element where nothing else is usual.
struct layer_cache
{
    count per_token = 0;
    count fixed = 0;
};

/// The weights of what mixes tokens in one layer, normalisations of the layer left out.
count mixer_params(const config_view& config, const text_model& text, const layer_plan& layer);
layer_cache mixer_cache(const config_view& config, const text_model& text, const layer_plan& layer);

/// The parts of the two above, by kind.
count attention_params(const config_view& config, const text_model& text, const layer_plan& layer);
layer_cache attention_cache(const layer_plan& layer);
count latent_params(const config_view& config, const text_model& text, const layer_plan& layer);
layer_cache
latent_cache(const config_view& config, const text_model& text, const layer_plan& layer);
/// What the indexer of one layer keeps of each token.
count indexer_bytes(const config_view& config);
count state_params(const config_view& config, const text_model& text, const layer_plan& layer);
/// Of these, what no part of the mixer holds: decays, step biases and the like.
count bare_state_params(const config_view& config, const text_model& text, const layer_plan& layer);
count state_bytes(const config_view& config, const text_model& text, const layer_plan& layer);

/// The weights of the feed-forward part, added to the text's parts by sort, times over.
void add_feed_forward(
    const config_view& config, text_model& text, const layer_plan& layer, std::uint64_t times
);

/// The weights of so many normalisations of hidden width.
count layer_norm_params(const text_model& text, std::uint64_t norms);

constexpr bool attends(mixer_kind kind) noexcept
{
    return kind == mixer_kind::attention || kind == mixer_kind::mla ||
           kind == mixer_kind::attention_and_state || kind == mixer_kind::cross_attention ||
           kind == mixer_kind::compressed;
}

constexpr bool keeps_state(mixer_kind kind) noexcept
{
    return !attends(kind) && kind != mixer_kind::none && kind != mixer_kind::linear;
}

}  // namespace muster
