#include "rwkv.hpp"

#include "size/facts/config_view.hpp"

namespace muster {

namespace {

count inner_size(const config_view& config, const text_model& text)
{
    return config.number_or("attention_hidden_size", text.hidden);
}

// How tokens are mixed and forgotten depends on the token, through matrices of low rank.
count token_dependence(const text_model& text, count inner)
{
    // The class doubles the ranks at exactly this width, the 7B model's.
    constexpr std::uint64_t wide_hidden = 4096;
    const bool is_wide = text.hidden == wide_hidden;
    const count h = text.hidden;
    const count mixing = is_wide ? 64 : 32;
    const count forgetting = is_wide ? 128 : 64;
    // Five mixtures of a token and the one before, each to a low rank and back.
    return h * mixing * 5U * 2U + h * forgetting + forgetting * inner;
}

count low_rank(count hidden, const config_view& config, std::string_view key, std::uint64_t usual)
{
    return hidden * config.number_or(key, usual) * 2U;
}

count newest_params(const config_view& config, const text_model& text)
{
    const count h = text.hidden;
    auto total = h * h * 4U + h * 6U + h * 3U + h * 2U;  // matrices, mixing, keys, norm
    total += low_rank(h, config, "decay_low_rank_dim", 64) + h;
    total += low_rank(h, config, "a_low_rank_dim", 64) + h;
    return total + low_rank(h, config, "gate_low_rank_dim", 128);
}

}  // namespace

count rwkv_params(const config_view& config, const text_model& text, const layer_plan& layer)
{
    const count h = text.hidden;
    const auto inner = inner_size(config, text);
    switch (layer.mixer)
    {
        case mixer_kind::rwkv4: return h * inner * 4U + inner * 2U + h * 3U;
        case mixer_kind::rwkv5: return h * inner * 5U + inner * 2U + h * 4U + h * 2U;
        case mixer_kind::rwkv6:
            return h * inner * 5U + inner * 2U + h * 6U + h * 2U + token_dependence(text, inner);
        case mixer_kind::rwkv7: return newest_params(config, text);
        default: return 0;
    }
}

count rwkv_bytes(const config_view& config, const text_model& text, const layer_plan& layer)
{
    constexpr std::uint64_t half = 2;
    constexpr std::uint64_t single = 4;
    const auto inner = inner_size(config, text);
    // The token before, for each half of a layer.
    const auto before = count(text.hidden) * 2U * half;
    if (layer.mixer == mixer_kind::rwkv4)
        // Numerator, denominator and exponent of the running average, in single precision.
        return before + inner * 3U * single;
    return before + inner * config.number_or("head_dim head_size", 64) * single;
}

}  // namespace muster
