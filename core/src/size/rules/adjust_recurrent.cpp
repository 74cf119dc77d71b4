#include "size/facts/config_view.hpp"
#include "size/facts/text_model.hpp"
#include "size/families/adjustments.hpp"
#include "size/families/family.hpp"

#include <algorithm>

namespace muster {

namespace {

// What the classes take where no width is given.
std::uint64_t usual_width(const text_model& text)
{
    constexpr std::uint64_t step = 32;
    const bool is_narrow =
        text.kind->mixer == mixer_kind::rwkv5 || text.kind->mixer == mixer_kind::rwkv6;
    // hidden * 3.5 rounded down to 32, as RWKV-5 and 6 have it.
    return is_narrow ? text.hidden * 7 / 2 / step * step : text.hidden * 4;
}

std::uint64_t round_to(double width, std::uint64_t divisor)
{
    const auto step = static_cast<double>(divisor);
    const auto steps = static_cast<std::uint64_t>((width + step / 2) / step);
    const auto rounded = std::max<std::uint64_t>(steps, 1) * divisor;
    // make_divisible() of OpenELM: rounding down may not take more than a tenth.
    return static_cast<double>(rounded) < 0.9 * width ? rounded + divisor : rounded;
}

}  // namespace

// rwkv 4 to 7.
void read_rwkv(const config_view& config, text_model& text)
{
    const auto width = config.number_or("intermediate_size", usual_width(text));
    const count h = text.hidden;
    text.is_ffn_given = true;
    for (auto& layer : text.layers)
        layer.ffn = width;
    // Newer ones gate the feed-forward part no more; all mix in the token before.
    const bool is_newest = text.kind->mixer == mixer_kind::rwkv7;
    text.add("feed-forward", (is_newest ? h : h * h + h * 2U) * text.layers.size());
    // From the second layer on, values are mixed with those of the first.
    if (is_newest && !text.layers.empty())
        text.add(
            "state mixers",
            (h * config.number_or("v_low_rank_dim", 32) * 2U + h) * (text.layers.size() - 1)
        );
}

// plamo2. In the middle of each mamba_step layers one attends; those not listed as full have a
// window.
void read_plamo2(const config_view& config, text_model& text)
{
    const auto step = config.number_or("mamba_step", 2);
    const auto layers = text.layers.size();
    const auto* const full = config.list("full_attention_idx");
    const auto window = config.number_or("attention_window_size", 0);
    for (std::size_t i = 0; i < layers; ++i)
    {
        auto& layer = text.layers[i];
        const bool attends =
            layers <= step / 2 ? i + 1 == layers : step > 0 && i % step == step / 2;
        if (config.flag("mamba_enabled", true) && !attends)
            layer.mixer = text.kind->linear_mixer;
        else if (!full || std::find(full->begin(), full->end(), boost::json::value(i)) == full->end())
            layer.window = window;
    }
}

// openelm. Heads and widths grow from layer to layer.
void read_openelm(const config_view& config, text_model& text)
{
    const auto divisor = std::max<std::uint64_t>(config.number_or("ffn_dim_divisor", 256), 1);
    const auto* const factors = config.list("ffn_multipliers");
    if (!factors || factors->size() != text.layers.size())
        return config.refuse("ffn_multipliers", "are not as many as the layers");
    text.is_ffn_given = true;
    for (std::size_t i = 0; i < text.layers.size(); ++i)
    {
        auto& layer = text.layers[i];
        boost::system::error_code ec;
        const auto factor = (*factors)[i].to_number<double>(ec);
        // The comparison also refuses NaN.
        if (ec || !(factor > 0 && factor < 64))
            return config.refuse("ffn_multipliers", "hold what is no width");
        layer.ffn = round_to(factor * static_cast<double>(text.hidden), divisor);
        layer.heads = config.number_at("num_query_heads", i).value_or(text.heads);
        layer.kv_heads = config.number_at("num_kv_heads", i).value_or(text.kv_heads);
    }
}

}  // namespace muster
