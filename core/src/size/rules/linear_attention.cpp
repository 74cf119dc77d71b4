#include "mamba.hpp"
#include "size/facts/config_view.hpp"
#include "size/families/family.hpp"

namespace muster {

namespace {

struct kimi_widths
{
    count heads = 0;
    count head_dim = 0;
    count kernel = 4;
    bool has_full_gate = false;
    bool has_full_decay = false;
};

kimi_widths read_kimi(const config_view& config)
{
    kimi_widths w;
    // Kimi keeps these in an object of their own; others write them at the top.
    if (const auto linear = config.child("linear_attn_config"))
    {
        w.heads = linear->number_or("num_heads", 0);
        w.head_dim = linear->number_or("head_dim", 0);
        w.kernel = linear->number_or("short_conv_kernel_size", 4);
        w.has_full_gate = linear->flag("use_full_rank_gate", false);
        return w;
    }
    w.has_full_decay = config.has("kda_safe_gate");
    w.heads = config.number_or("linear_num_heads", 0);
    w.head_dim = config.number_or("linear_head_dim", 0);
    w.kernel = config.number_or("linear_conv_kernel_dim", 4);
    return w;
}

}  // namespace

count kimi_delta_params(const config_view& config, const text_model& text)
{
    const auto w = read_kimi(config);
    const count h = text.hidden;
    const auto width = w.heads * w.head_dim;
    // Queries, keys and values, each convolved, and the way back.
    auto total = h * width * 3U + width * w.kernel * 3U + width * h;
    total += bare_kimi_params(config) + h * w.heads;  // and strength
    // Decay and gate pass a waist as wide as one head, unless they are said to be full.
    const auto low_rank = h * w.head_dim + w.head_dim * width;
    total += w.has_full_decay ? h * width : low_rank;
    total += w.has_full_gate || w.has_full_decay ? h * width : low_rank;
    return total + w.head_dim;
}

// Decay, of each head or of each place in one; step bias.
count bare_kimi_params(const config_view& config)
{
    const auto w = read_kimi(config);
    return (w.has_full_gate ? w.head_dim : w.heads) + w.heads * w.head_dim;
}

count kimi_delta_bytes(const config_view& config)
{
    const auto w = read_kimi(config);
    const auto kept = w.kernel.value() > 0 ? w.kernel.value() - 1 : 0;
    // Convolved inputs at 16 bits; the state, a square matrix for each head, at 32.
    return w.heads * w.head_dim * 3U * kept * 2U + w.heads * w.head_dim * w.head_dim * 4U;
}

count lightning_params(const config_view& config, const text_model& text, const layer_plan& layer)
{
    const count h = text.hidden;
    const auto width = count(layer.heads) * layer.head_dim;
    const bool has_norms =
        text.kind->qk_norm == qk_norm_kind::head && holds(text.kind->has_qk_norm, config);
    // Queries, keys and values; the gate; the way back; a norm of what comes out.
    return h * width * 3U + h * width + width * h + width +
           (has_norms ? count(layer.head_dim) * 2U : count(0));
}

count rg_lru_params(const config_view& config, const text_model& text)
{
    const count h = text.hidden;
    const auto width = config.number_or("lru_width", text.hidden);
    const auto block = text.heads > 0 ? width / text.heads : 0;
    const count w = width;
    const auto projections = (h * w + w) * 2U + w * h + h;
    const auto convolution = w * config.number_or("conv1d_width", 4) + w;
    // The gates see one head's share each: two matrices of blocks, with biases.
    const auto gates = (count(text.heads) * block * block + w) * 2U;
    return projections + convolution + gates + w;
}

count rg_lru_bytes(const config_view& config, const text_model& text)
{
    const count width = config.number_or("lru_width", text.hidden);
    const auto kernel = config.number_or("conv1d_width", 4);
    // The state at 32 bits, the convolution's last inputs at 16.
    return width * 4U + width * (kernel > 0 ? kernel - 1 : 0) * 2U;
}

}  // namespace muster
