#include "mtp.hpp"

#include "compressed.hpp"
#include "further_parts.hpp"
#include "mixers.hpp"
#include "size/facts/config_view.hpp"
#include "size/families/family.hpp"
#include "streams.hpp"

#include <algorithm>

namespace muster {

namespace {

// A layer as the last.
layer_plan last_layer(const text_model& text)
{
    auto layer = text.layers.back();
    // A hybrid may end with a layer that keeps a state; what predicts further tokens attends.
    if (!attends(layer.mixer))
        layer.mixer = text.kind->mixer;
    if (text.kind->mixer == mixer_kind::compressed)
        layer.compression = 0;
    // Where layers share an indexer, those have their own that the others do not precede.
    layer.has_indexer = std::ranges::any_of(text.layers, &layer_plan::has_indexer);
    return layer;
}

// Where layers with a window are others than those without, it is made as the windowed ones.
layer_plan dense_layer(const text_model& text)
{
    auto chosen = text;
    for (const auto& layer : text.layers)
        if (layer.window > 0)
            chosen.layers.back() = layer;
    auto last = last_layer(chosen);
    last.has_experts = false;
    last.dense_matrices = text.kind->mlp_matrices;
    return last;
}

// One layer that attends and one with experts, each as those of the model.
std::vector<layer_plan> attention_and_experts(const text_model& text)
{
    std::vector<layer_plan> found;
    const auto add_first = [&](const auto& is_wanted) {
        const auto first = std::ranges::find_if(text.layers, is_wanted);
        if (first != text.layers.end())
            found.push_back(*first);
        return first != text.layers.end();
    };
    const auto attends_plainly = [](const layer_plan& layer) {
        return layer.mixer == mixer_kind::attention;
    };
    if (add_first(attends_plainly))
    {
        found.back().has_experts = false;
        found.back().dense_matrices = 0;
    }
    if (add_first(&layer_plan::has_experts))
        found.back().mixer = mixer_kind::none;
    return found;
}

// As the first layer with a window and the first without, dense.
std::vector<layer_plan> listed_layers(const config_view& config, const text_model& text)
{
    std::vector<layer_plan> found;
    for (std::uint64_t i = 0; i < text.drafting.layers; ++i)
    {
        const bool has_window = i < text.drafting.windowed;
        const auto like = std::ranges::find_if(text.layers, [has_window](const auto& one) {
            return (one.window > 0) == has_window;
        });
        if (like == text.layers.end())
            return {};
        found.push_back(*like);
        found.back().has_experts = false;
        found.back().dense_matrices = text.kind->mlp_matrices;
        found.back().ffn = config.number_or("dense_intermediate_size", like->ffn);
    }
    return found;
}

count params_of(const config_view& config, const text_model& text, const mtp_plans& plans)
{
    auto alone = text;
    // A copy, so that its sum is that of these layers alone.
    alone.parts.clear();
    for (const auto& layer : plans.layers)
    {
        alone.add("attention", mixer_params(config, text, layer));
        add_feed_forward(config, alone, layer, 1);
    }
    // Each half has its one norm, and latent experts their projections, as layers of the model do.
    const bool is_split = text.kind->mtp == mtp_kind::attention_and_experts;
    if (is_split && text.expert_width != text.hidden)
        alone.add("latent projections", count(2) * text.expert_width * text.hidden);
    const bool is_list = text.kind->mtp == mtp_kind::dense_by_list;
    const auto norms = layer_norm_params(text, is_split ? 2 : text.norms_per_layer);
    alone.add("norms", norms * (is_list ? plans.layers.size() : 1));
    if (!is_list)
        return alone.sum();
    // What the row's formula adds to each layer of the model, these layers have as well.
    alone.layers = plans.layers;
    return alone.sum() + further_parts(text.kind->further, config, alone);
}

}  // namespace

outer_mtp read_outer_mtp(const config_view& root, const family& kind)
{
    const bool is_there = kind.mtp == mtp_kind::dense_by_list;
    const auto drafting = is_there ? root.child("mtp_config") : std::nullopt;
    if (!drafting)
        return {};
    const auto layers = drafting->number_or("num_nextn_predict_layers num_mtp_layers", 0);
    const auto* const windowed = drafting->list("local_layer_ids");
    if (layers > config_layer_limit)
        drafting->refuse("num_nextn_predict_layers", "is too large");
    return {std::min(layers, config_layer_limit), windowed ? windowed->size() : 0};
}

mtp_plans mtp_layer_plans(const config_view& config, const text_model& text)
{
    const auto kind = text.kind->mtp;
    if (kind == mtp_kind::dense_by_list)
    {
        auto listed = listed_layers(config, text);
        const auto times = listed.empty() ? 0U : 1U;
        return {std::move(listed), times};
    }
    const auto layers = config.number_or("num_nextn_predict_layers mtp_num_hidden_layers", 0);
    if (kind == mtp_kind::none || layers == 0 || text.layers.empty())
        return {};
    if (kind == mtp_kind::attention_and_experts)
        return {attention_and_experts(text), layers};
    if (kind == mtp_kind::dense || kind == mtp_kind::dense_with_embedding)
        return {{dense_layer(text)}, layers};
    auto last = last_layer(text);
    // Drafting layers may have another number of experts than those of the model.
    last.experts = config.number_or("dspark_n_routed_experts", last.experts);
    return {{last}, layers};
}

mtp_layers count_mtp(const config_view& config, const text_model& text)
{
    const auto kind = text.kind->mtp;
    const auto plans = mtp_layer_plans(config, text);
    if (plans.times == 0)
        return {};
    const auto layer = params_of(config, text, plans);
    if (kind == mtp_kind::compressed)
        return {compressed_mtp_params(config, text, plans.layers.front(), layer)};

    const count h = text.hidden;
    if (kind == mtp_kind::dense_by_list)
        return {layer + (h * h * 2U + h * 2U) * plans.layers.size()};
    // Two norms before the layer and one after, and the matrix that joins both inputs.
    auto joined = layer + h * h * 2U + h * 3U;
    if (kind == mtp_kind::with_streams)
        joined += stream_mtp_params(config, text);
    const auto table = count(text.vocab) * h;
    const auto tables = kind == mtp_kind::deepseek               ? 2U
                        : kind == mtp_kind::dense_with_embedding ? 1U
                                                                 : 0U;
    // The parts are told apart, as repositories leave out one or the other.
    return {(joined + table * tables) * plans.times, table * plans.times, tables, h * plans.times};
}

}  // namespace muster
