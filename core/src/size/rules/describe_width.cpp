#include "describe_width.hpp"

#include "mixers.hpp"
#include "mtp.hpp"
#include "size/facts/config_view.hpp"

namespace muster {

namespace {

count feed_forward_params(const config_view& config, text_model text)
{
    // A copy, so that its parts are of the feed-forward part alone.
    text.parts.clear();
    const auto layers = text.layers;
    for (const auto& layer : layers)
        add_feed_forward(config, text, layer, 1);
    count sum = 0;
    for (const auto& part : text.parts)
        sum += part.params;
    return sum;
}

text_model with_width(text_model text, std::uint64_t width)
{
    for (auto& layer : text.layers)
        if (layer.dense_matrices > 0)
            layer.ffn = width;
    return text;
}

}  // namespace

// What a unit of width adds: matrices, and biases where there are any.
void describe_width(const config_view& config, const text_model& text, formula_size& size)
{
    if (text.is_ffn_given)
        return;
    // By differences of the sum itself: whatever depends on the width is in them.
    const auto none = with_width(text, 0);
    const auto one = with_width(text, 1);
    const auto least = feed_forward_params(config, none).value();
    size.params_per_width = feed_forward_params(config, one).value() - least;
    size.width_params = feed_forward_params(config, text).value() - least;
    const auto least_mtp = count_mtp(config, none).params.value();
    size.mtp_params_per_width = count_mtp(config, one).params.value() - least_mtp;
    size.mtp_width_params = size.mtp_params - least_mtp;
}

}  // namespace muster
