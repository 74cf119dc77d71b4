#include "mtp.hpp"

#include "config_view.hpp"
#include "family.hpp"
#include "mixers.hpp"

namespace muster {

namespace {

// A layer as the last, and all that it holds.
count one_layer(const config_view& config, const text_model& text)
{
    auto layer = text.layers.back();
    if (!attends(layer.mixer))
        layer.mixer = text.kind->mixer;
    text_model alone = text;
    alone.parts.clear();
    alone.add("attention", mixer_params(config, text, layer));
    alone.add("norms", layer_norm_params(text, text.norms_per_layer));
    add_feed_forward(config, alone, layer, 1);
    count sum = 0;
    for (const auto& part : alone.parts)
        sum += part.params;
    return sum;
}

}  // namespace

count mtp_params(const config_view& config, const text_model& text)
{
    const auto kind = text.kind->mtp;
    const auto layers = config.number_or("num_nextn_predict_layers mtp_num_hidden_layers", 0);
    if (kind == mtp_kind::none || layers == 0 || text.layers.empty())
        return 0;
    const count h = text.hidden;
    auto each = one_layer(config, text);
    // Two norms before the layer and one after, and the matrix that joins both inputs.
    each += h * h * 2U + h * 3U;
    if (kind == mtp_kind::deepseek)
        each += count(text.vocab) * h * 2U;
    return each * layers;
}

}  // namespace muster
