#include "mamba.hpp"
#include "mixers.hpp"
#include "rwkv.hpp"
#include "size/facts/config_view.hpp"
#include "size/families/family.hpp"

namespace muster {

namespace {

constexpr std::uint64_t half = 2;  // bytes of an element of what is kept at 16 bits
// Recurrent states add up rounding errors, so that they are kept in 32 bits.
constexpr std::uint64_t single = 4;

// A convolution keeps what came before the token itself.
count before(count kernel) { return kernel.value() > 0 ? kernel.value() - 1 : 0; }

// Widths of all heads together, but for those called dim, which are of one.
struct delta_widths
{
    count keys;
    count values;
    count value_heads;
    count key_dim;
    count value_dim;
    count kernel;
};

delta_widths read_delta(const config_view& config)
{
    delta_widths w;
    w.key_dim = config.number_or("linear_key_head_dim", 0);
    w.value_dim = config.number_or("linear_value_head_dim", 0);
    w.value_heads = config.number_or("linear_num_value_heads", 0);
    w.keys = w.key_dim * config.number_or("linear_num_key_heads", 0);
    w.values = w.value_dim * w.value_heads;
    w.kernel = config.number_or("linear_conv_kernel_dim", 4);
    return w;
}

count gated_delta_params(const config_view& config, const text_model& text)
{
    const auto w = read_delta(config);
    const count h = text.hidden;
    // Queries, keys, values and their gates; two numbers a head that decay and write; the
    // convolution; the bias of the step and the decay; a norm; the way back.
    return h * (w.keys * 2U + w.values * 2U) + h * w.value_heads * 2U +
           w.kernel * (w.keys * 2U + w.values) + w.value_heads * 2U + w.value_dim + w.values * h;
}

count gated_delta_bytes(const config_view& config)
{
    const auto w = read_delta(config);
    // Queries, keys and values are convolved; each head keeps a matrix of keys by values.
    const auto convolution = (w.keys * 2U + w.values) * before(w.kernel);
    return convolution * half + w.values * w.key_dim * single;
}

count mamba_state_bytes(const config_view& config, const text_model& text, mixer_kind kind)
{
    const auto w = read_mamba(config, text);
    // The state is kept in the model's dtype unless the configuration asks for more.
    const bool is_single = config.text("mamba_ssm_cache_dtype mamba_ssm_dtype") == "float32";
    // Mamba 2 also convolves what enters and leaves the state.
    const auto convolved = kind == mixer_kind::mamba1 ? w.inner : w.inner + w.groups * w.state * 2U;
    return convolved * before(w.kernel) * half + w.inner * w.state * (is_single ? single : half);
}

count short_conv_params(const config_view& config, const text_model& text)
{
    const count h = text.hidden;
    const auto bias = config.flag("conv_bias", false) ? h * 5U : count(0);
    // One matrix gives the input and two gates, another leads back.
    return h * h * 3U + h * config.number_or("conv_L_cache", 3) + h * h + bias;
}

mixer_kind state_of(const text_model& text, const layer_plan& layer)
{
    return layer.mixer == mixer_kind::attention_and_state ? text.kind->linear_mixer : layer.mixer;
}

}  // namespace

count state_params(const config_view& config, const text_model& text, const layer_plan& layer)
{
    switch (state_of(text, layer))
    {
        case mixer_kind::gated_delta: return gated_delta_params(config, text);
        case mixer_kind::kimi_delta: return kimi_delta_params(config, text);
        case mixer_kind::lightning: return lightning_params(config, text, layer);
        case mixer_kind::mamba1: return mamba1_params(config, text);
        case mixer_kind::plamo_mamba: return plamo_mamba_params(config, text);
        case mixer_kind::rwkv4:
        case mixer_kind::rwkv5:
        case mixer_kind::rwkv6:
        case mixer_kind::rwkv7: return rwkv_params(config, text, layer);
        case mixer_kind::mamba2: return mamba2_params(config, text);
        case mixer_kind::short_conv: return short_conv_params(config, text);
        case mixer_kind::rg_lru: return rg_lru_params(config, text);
        default: return 0;
    }
}

count bare_state_params(const config_view& config, const text_model& text, const layer_plan& layer)
{
    const auto kind = state_of(text, layer);
    if (kind == mixer_kind::gated_delta)
        return read_delta(config).value_heads * 2U;
    if (kind == mixer_kind::kimi_delta)
        return bare_kimi_params(config);
    const bool is_mamba = kind == mixer_kind::mamba1 || kind == mixer_kind::mamba2;
    if (!is_mamba)
        return 0;
    const auto w = read_mamba(config, text);
    // Decay, skip and bias of the step for each head; in Mamba 1 decays and skips alone are bare.
    return kind == mixer_kind::mamba2 ? w.heads * 3U : w.inner * w.state + w.inner;
}

count state_bytes(const config_view& config, const text_model& text, const layer_plan& layer)
{
    const auto kind = state_of(text, layer);
    switch (kind)
    {
        case mixer_kind::gated_delta: return gated_delta_bytes(config);
        case mixer_kind::kimi_delta: return kimi_delta_bytes(config);
        case mixer_kind::lightning:
            return count(layer.heads) * layer.head_dim * layer.head_dim * single;
        case mixer_kind::mamba1:
        case mixer_kind::mamba2: return mamba_state_bytes(config, text, kind);
        // It convolves the input alone, as Mamba 1 does, and has heads none the less.
        case mixer_kind::plamo_mamba: return mamba_state_bytes(config, text, mixer_kind::mamba1);
        case mixer_kind::rwkv4:
        case mixer_kind::rwkv5:
        case mixer_kind::rwkv6:
        case mixer_kind::rwkv7: return rwkv_bytes(config, text, layer);
        case mixer_kind::short_conv:
            return count(text.hidden) * before(config.number_or("conv_L_cache", 3)) * half;
        case mixer_kind::rg_lru: return rg_lru_bytes(config, text);
        default: return 0;
    }
}

}  // namespace muster
