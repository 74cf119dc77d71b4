#include "further_parts.hpp"

#include "size/facts/text_model.hpp"
#include "size/towers/part_formula.hpp"

#include <algorithm>

namespace muster {

namespace {

template <class F>
std::uint64_t layers_with(const text_model& text, const F& holds)
{
    return static_cast<std::uint64_t>(std::ranges::count_if(text.layers, holds));
}

template <class F>
count over_layers(const text_model& text, const F& what)
{
    count all = 0;
    for (const auto& layer : text.layers)
        all += what(layer);
    return all;
}

std::vector<named_count> letters_of(const text_model& text)
{
    return {
        {"h", text.hidden},
        {"w", text.embedding_width},
        {"v", text.vocab},
        {"n", text.heads},
        {"d", text.head_dim},
        // Rows with a formula of f have layers that are all as wide.
        {"f", text.layers.empty() ? 0 : text.layers.front().ffn},
        {"L", text.layers.size()},
        {"M", layers_with(text, [](const auto& one) { return one.has_experts; })},
        {"F", layers_with(text, [](const auto& one) { return one.window == 0; })},
        {"S", layers_with(text, [](const auto& one) { return one.window > 0; })},
        {"N", over_layers(text, [](const auto& one) { return count(one.heads); })},
        {"Q", over_layers(text, [](const auto& one) { return count(one.heads) * one.head_dim; })},
        {"K",
         over_layers(text, [](const auto& one) { return count(one.kv_heads) * one.head_dim; })},
    };
}

}  // namespace

count further_parts(std::string_view formula, const config_view& config, const text_model& text)
{
    return evaluate(formula, {config, nullptr, letters_of(text)});
}

}  // namespace muster
