#include "mixers.hpp"
#include "size/facts/config_view.hpp"
#include "size/families/family.hpp"

namespace muster {

namespace {

// gated: gate, up and down; plain: up and down
count matrices(const text_model& text, count width, int how_many)
{
    return count(static_cast<std::uint64_t>(how_many)) * text.hidden * width;
}

count dense_params(const config_view& config, const text_model& text, const layer_plan& layer)
{
    auto total = matrices(text, layer.ffn, layer.dense_matrices);
    if (holds(text.kind->mlp_bias, config))
    {
        // All matrices but the last widen; the last comes back to the hidden width.
        const auto into = static_cast<std::uint64_t>(layer.dense_matrices - 1);
        total += count(layer.ffn) * into + text.hidden;
    }
    return total;
}

count one_expert_params(const config_view& config, const text_model& text, const layer_plan& layer)
{
    const auto how_many = text.kind->mlp_matrices;
    // Latent experts take less than what is hidden, and give as little.
    auto total = count(static_cast<std::uint64_t>(how_many)) * text.expert_width * layer.expert_ffn;
    if (holds(text.kind->expert_bias, config))
        total += count(layer.expert_ffn) * static_cast<std::uint64_t>(how_many - 1) + text.hidden;
    return total;
}

count router_params(const config_view& config, const text_model& text, const layer_plan& layer)
{
    const auto experts = text.experts_of(layer);
    auto total = count(text.hidden) * experts;
    if (holds(text.kind->router_bias, config))
        total += experts;
    return total;
}

void add_experts(
    const config_view& config, text_model& text, const layer_plan& layer, std::uint64_t times
)
{
    const auto one = one_expert_params(config, text, layer);
    // A token passes the experts that were chosen; the router weighs all of them.
    text.add("experts", one * text.experts_of(layer) * times, one * layer.top_k * times);
    text.add("router", router_params(config, text, layer) * times);
    if (layer.shared_ffn == 0)
        return;
    auto shared = matrices(text, layer.shared_ffn, text.kind->mlp_matrices);
    if (holds(text.kind->mlp_bias, config))
        shared +=
            count(layer.shared_ffn) * static_cast<std::uint64_t>(text.kind->mlp_matrices - 1) +
            text.hidden;
    if (holds(text.kind->shared_gate, config))
        shared += text.hidden;
    text.add("shared experts", shared * times);
}

}  // namespace

void add_feed_forward(
    const config_view& config, text_model& text, const layer_plan& layer, std::uint64_t times
)
{
    if (layer.dense_matrices > 0)
        text.add("feed-forward", dense_params(config, text, layer) * times);
    if (layer.has_experts)
        add_experts(config, text, layer, times);
}

}  // namespace muster
