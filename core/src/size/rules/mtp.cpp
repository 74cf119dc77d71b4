#include "mtp.hpp"

#include "compressed.hpp"
#include "mixers.hpp"
#include "size/facts/config_view.hpp"
#include "size/families/family.hpp"

#include <boost/json/array.hpp>

namespace muster {

namespace {

count sum_of(const text_model& text)
{
    count sum = 0;
    for (const auto& part : text.parts)
        sum += part.params;
    return sum;
}

text_model without_parts(const text_model& text)
{
    auto empty = text;
    empty.parts.clear();
    return empty;
}

// A layer as the last, and all that it holds.
count one_layer(const config_view& config, const text_model& text)
{
    auto layer = text.layers.back();
    if (!attends(layer.mixer))
        layer.mixer = text.kind->mixer;
    if (text.kind->mixer == mixer_kind::compressed)
        layer.compression = 0;
    auto alone = without_parts(text);
    alone.add("attention", mixer_params(config, text, layer));
    alone.add("norms", layer_norm_params(text, text.norms_per_layer));
    add_feed_forward(config, alone, layer, 1);
    return sum_of(alone);
}

count dense_layer(const config_view& config, const text_model& text)
{
    auto chosen = text;
    for (const auto& layer : text.layers)
        if (layer.window > 0)
            chosen.layers.back() = layer;
    auto& last = chosen.layers.back();
    last.has_experts = false;
    last.dense_matrices = text.kind->mlp_matrices;
    return one_layer(config, chosen);
}

// One layer that attends and one with experts, each as those of the model.
count attention_and_experts(const config_view& config, const text_model& text)
{
    auto alone = without_parts(text);
    bool has_attention = false;
    bool has_experts = false;
    for (const auto& layer : text.layers)
    {
        if (layer.mixer == mixer_kind::attention && !has_attention)
            alone.add("attention", mixer_params(config, text, layer));
        if (layer.has_experts && !has_experts)
            add_feed_forward(config, alone, layer, 1);
        has_attention = has_attention || layer.mixer == mixer_kind::attention;
        has_experts = has_experts || layer.has_experts;
    }
    if (text.expert_width != text.hidden)
        alone.add("latent projections", count(2) * text.expert_width * text.hidden);
    alone.add("norms", layer_norm_params(text, 2));
    return sum_of(alone);
}

}  // namespace

count mtp_params(const config_view& config, const text_model& text)
{
    const auto kind = text.kind->mtp;
    const auto layers = config.number_or("num_nextn_predict_layers mtp_num_hidden_layers", 0);
    if (kind == mtp_kind::none || layers == 0 || text.layers.empty())
        return 0;
    if (kind == mtp_kind::compressed)
        return compressed_mtp_params(config, text, one_layer(config, text));

    const count h = text.hidden;
    const bool is_dense = kind == mtp_kind::dense || kind == mtp_kind::dense_with_embedding;
    auto each = kind == mtp_kind::attention_and_experts ? attention_and_experts(config, text)
                : is_dense                              ? dense_layer(config, text)
                                                        : one_layer(config, text);
    // Two norms before the layer and one after, and the matrix that joins both inputs.
    each += h * h * 2U + h * 3U;
    if (kind == mtp_kind::deepseek)
        each += count(text.vocab) * h * 2U;
    if (kind == mtp_kind::dense_with_embedding)
        each += count(text.vocab) * h;
    return each * layers;
}

}  // namespace muster
