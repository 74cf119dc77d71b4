#include "context_length.hpp"

#include "size/facts/config_view.hpp"
#include "size/facts/words.hpp"

#include <algorithm>
#include <cmath>

namespace muster {

namespace {

constexpr double sane_limit = 1e9;  // tokenizers write 1e30 for "no limit"

// The least of those that are there counts: some name what the tokenizer or the training had.
constexpr std::string_view context_keys =
    "max_position_embeddings n_positions max_seq_len seq_length model_max_length "
    "max_target_positions max_sequence_length max_seq_length seq_len n_ctx context_length";

// Rotary parameters may be given for each type of layer: the full layers' bound the context.
std::optional<config_view> rotary_parameters(const config_view& text)
{
    // Without a type it scales nothing, and rope_parameters, which version 5 writes, may say more.
    if (auto scaling = text.child("rope_scaling"); scaling && scaling->has("type rope_type"))
        return scaling;
    auto parameters = text.child("rope_parameters");
    if (!parameters)
        return text.child("rope_scaling");
    if (auto full = parameters->child("full_attention"))
        return full;
    return parameters;
}

std::uint64_t scaled(double tokens, double factor)
{
    const auto product = tokens * factor;
    return product >= 1 && product <= sane_limit ? static_cast<std::uint64_t>(std::llround(product))
                                                 : 0;
}

}  // namespace

std::optional<std::uint64_t> context_length(const config_view& text)
{
    std::optional<std::uint64_t> least;
    for (auto keys = context_keys; !keys.empty();)
    {
        const auto tokens = text.real(next_word(keys));
        if (!tokens || !(*tokens >= 1 && *tokens <= sane_limit))
            continue;
        const auto whole = static_cast<std::uint64_t>(*tokens);
        least = least ? std::min(*least, whole) : whole;
    }
    // Said, though not sanely: then the class's length does not stand for it.
    if (least || text.has("max_position_embeddings"))
        return least;
    return text.number("max_position_embeddings");  // of the class
}

bool gives_context_length(const config_view& text) { return text.has(context_keys); }

std::optional<std::uint64_t> scaled_context_length(const config_view& text)
{
    const auto rotary = rotary_parameters(text);
    const auto kind = rotary ? rotary->text("rope_type type") : std::string_view();
    // Others write the length that they have reached already.
    const bool is_factor = kind.ends_with("yarn") || kind == "linear" || kind == "dynamic";
    const auto base = is_factor ? context_length(text) : std::nullopt;
    if (!base)
        return {};
    const auto original = rotary->real("original_max_position_embeddings");
    const auto reached =
        scaled(original.value_or(static_cast<double>(*base)), rotary->real("factor").value_or(1));
    return reached > *base ? std::optional(reached) : std::nullopt;
}

}  // namespace muster
