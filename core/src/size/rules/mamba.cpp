#include "mamba.hpp"

#include "size/facts/config_view.hpp"
#include "size/families/family.hpp"

#include <algorithm>

namespace muster {

namespace {

std::uint64_t inner_width(const config_view& config, const text_model& text)
{
    // Several names of one thing, as the classes spell it; the first that is there counts.
    if (const auto width = config.number("mamba_d_ssm mamba_intermediate_size"))
        return *width;
    // Where there is nothing else, the width of all is that of the state's.
    if (text.kind->mixer == mixer_kind::mamba1)
        if (const auto width = config.number("intermediate_size"))
            return *width;
    const auto expand = config.number_or("mamba_expand expand expansion_factor", 2);
    return (count(expand) * text.hidden).value();
}

}  // namespace

mamba_widths read_mamba(const config_view& config, const text_model& text)
{
    mamba_widths w;
    const auto head_dim = config.number_or(
        "mamba_head_dim mamba_d_head mamba_headdim hidden_size_per_head head_dim", 0
    );
    const auto heads = config.number("mamba_num_heads mamba_n_heads n_mamba_heads num_heads");
    w.inner = inner_width(config, text);
    if (heads && head_dim > 0)
        // Heads times width is exact; the expansion may be rounded.
        w.inner = count(*heads) * head_dim;
    // A configuration without either is of Mamba 1, which has no heads.
    w.heads = heads ? *heads : head_dim > 0 ? w.inner.value() / head_dim : 0;
    w.groups = config.number_or("mamba_n_groups mamba_ngroups n_groups", 1);
    w.state = config.number_or("ssm_state_size mamba_d_state state_size", 16);
    w.kernel = config.number_or("mamba_d_conv conv_kernel conv_dimension", 4);
    // "auto" is a sixteenth of the width.
    const bool is_said = config.text("time_step_rank mamba_dt_rank").empty();
    const auto usual = (text.hidden + 15) / 16;
    w.step_rank = is_said ? config.number_or("time_step_rank mamba_dt_rank", usual) : usual;
    return w;
}

count mamba1_params(const config_view& config, const text_model& text)
{
    const auto w = read_mamba(config, text);
    const count h = text.hidden;
    auto total = h * w.inner * 2U + w.inner * w.kernel + w.inner * h;
    total += w.inner * (w.step_rank + w.state * 2U);  // step, input and output of the state
    // The matrix of the step has a bias in every release.
    total += w.step_rank * w.inner + w.inner;
    total += w.inner * w.state + w.inner;  // the state's decay, and what skips it
    if (config.flag("use_conv_bias mamba_conv_bias", true))
        total += w.inner;
    if (config.flag("use_bias mamba_proj_bias", false))
        total += w.inner * 2U + h;
    if (holds(text.kind->state_norms, config))
        total += w.step_rank + w.state * 2U;
    return total;
}

count mamba2_params(const config_view& config, const text_model& text)
{
    const auto w = read_mamba(config, text);
    const count h = text.hidden;
    // What goes through the convolution: the input, and what enters and leaves the state.
    const auto mixed = w.inner + w.groups * w.state * 2U;
    // Decay, bias of the step and what skips the state are one number a head.
    auto total = h * (w.inner + mixed + w.heads) + mixed * w.kernel + w.heads * 3U + w.inner * h;
    if (config.flag("mamba_rms_norm", true))
        total += w.inner;
    if (config.flag("use_conv_bias mamba_conv_bias", true))
        total += mixed;
    const bool has_bias = config.flag("use_bias mamba_proj_bias", false);
    if (has_bias)
        total += w.inner + mixed + w.heads;
    if (config.flag("projectors_bias", has_bias))
        total += h;
    return total;
}

count plamo_mamba_params(const config_view& config, const text_model& text)
{
    const auto w = read_mamba(config, text);
    const count h = text.hidden;
    // PLaMo 2: the rank of the step is a sixteenth of the width, and 64 at the least.
    constexpr std::uint64_t least_rank = 64;
    const count rank = std::max<std::uint64_t>(text.hidden / 16, least_rank);
    const auto normed = rank + w.state * 2U;
    return h * w.inner * 2U + w.inner * w.kernel + w.inner * normed + rank * w.heads +
           w.heads * 3U + normed + w.inner * h;
}

}  // namespace muster
