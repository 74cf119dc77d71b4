#include "config_view.hpp"
#include "mixers.hpp"

namespace muster {

namespace {

constexpr std::uint64_t half = 2;  // bytes of an element of what is kept at 16 bits
constexpr std::uint64_t single = 4;

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
    return h * (w.keys * 2U + w.values * 2U) + h * w.value_heads * 2U +
           w.kernel * (w.keys * 2U + w.values) + w.value_heads * 2U + w.value_dim + w.values * h;
}

// The kernel's last place is the token itself.
count before(count kernel) { return kernel.value() > 0 ? kernel.value() - 1 : 0; }

count gated_delta_bytes(const config_view& config)
{
    const auto w = read_delta(config);
    const auto convolution = (w.keys * 2U + w.values) * before(w.kernel);
    return convolution * half + w.values * w.key_dim * single;
}

}  // namespace

count state_params(const config_view& config, const text_model& text, const layer_plan& layer)
{
    switch (layer.mixer)
    {
        case mixer_kind::gated_delta: return gated_delta_params(config, text);
        default: return 0;
    }
}

count state_bytes(const config_view& config, const text_model&, const layer_plan& layer)
{
    switch (layer.mixer)
    {
        case mixer_kind::gated_delta: return gated_delta_bytes(config);
        default: return 0;
    }
}

}  // namespace muster
