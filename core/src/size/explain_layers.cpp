#include "explain_layers.hpp"

#include "size/facts/text_model.hpp"
#include "text/amount.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace muster {

namespace {

// "12 layers x ", "1 layer x "
std::string times(std::uint64_t number, std::string_view what)
{
    return with_separators(number).append(" ").append(what).append(number == 1 ? " x " : "s x ");
}

// One head of keys that serve as values, or keys and values.
std::string product_of_heads(const layer_kind& kind)
{
    const bool are_alike = kind.key_dim == kind.value_dim;
    const auto heads = times(kind.kv_heads, "head");
    if (kind.value_dim == 0 || are_alike)
        return (are_alike ? "2 x " : "") + heads + with_separators(kind.key_dim) + " x 2 bytes";
    return heads + "(" + with_separators(kind.key_dim) + " + " + with_separators(kind.value_dim) +
           ") x 2 bytes";
}

// At 16 bits a number, as all sizes of caches are given.
std::uint64_t bytes_by_heads(const layer_kind& kind)
{
    return kind.kv_heads * (kind.key_dim + kind.value_dim) * 2;
}

// Compressed entries and caches of another layer are no product of heads: the sum stands alone.
std::string per_token_words(const layer_kind& kind)
{
    const auto rest = kind.kv_bytes_per_token - kind.kv_index_bytes;
    auto words = rest == bytes_by_heads(kind)
                     ? product_of_heads(kind)
                     : with_separators(rest) + " bytes of " + std::string(kind.mixer);
    if (kind.kv_index_bytes > 0)
        words = "(" + words + " + indexer keys " + with_separators(kind.kv_index_bytes) + ")";
    return words;
}

std::string fixed_words(const layer_kind& kind)
{
    // A state may stand beside the window, or instead of one: then the product does not hold.
    const bool is_window =
        kind.window > 0 && kind.kv_bytes_fixed == kind.window * bytes_by_heads(kind);
    return is_window
               ? times(kind.window, "token") + product_of_heads(kind)
               : with_separators(kind.kv_bytes_fixed) + " bytes of " + std::string(kind.mixer);
}

// Layers that keep the same are told together, whatever else they have.
std::string sum_over_kinds(
    const formula_size& formula,
    std::uint64_t layer_kind::*bytes,
    std::string (*words_of)(const layer_kind&)
)
{
    std::vector<std::pair<std::string, std::uint64_t>> terms;
    for (const auto& kind : formula.kinds)
    {
        if (kind.*bytes == 0)
            continue;
        const auto words = words_of(kind);
        const auto same = std::ranges::find(terms, words, &decltype(terms)::value_type::first);
        if (same == terms.end())
            terms.emplace_back(words, kind.layers);
        else
            same->second += kind.layers;
    }
    std::string sum;
    for (const auto& [words, layers] : terms)
        sum.append(sum.empty() ? "" : " + ").append(times(layers, "layer") + words);
    return sum;
}

// Of a file that says heads and no kinds of layers.
std::string plain_cache_arithmetic(const model_size& size)
{
    if (!size.kv_heads || !size.head_dim || !size.layers)
        return {};
    const layer_kind kind{
        .kv_heads = *size.kv_heads, .key_dim = *size.head_dim, .value_dim = *size.head_dim};
    return bytes_by_heads(kind) * *size.layers == size.kv_bytes_per_token
               ? times(*size.layers, "layer") + product_of_heads(kind)
               : "summed over layers that differ";
}

}  // namespace

std::string cache_arithmetic(const model_size& size, const formula_size& formula)
{
    if (size.kv_bytes_per_token == 0U)
        return "no layer's cache grows";
    if (formula.kinds.empty())
        return plain_cache_arithmetic(size);
    // It came from elsewhere: this formula's sum would give another number.
    if (size.kv_bytes_per_token != formula.kv_bytes_per_token)
        return {};
    return sum_over_kinds(formula, &layer_kind::kv_bytes_per_token, per_token_words);
}

std::string fixed_arithmetic(const model_size& size, const formula_size& formula)
{
    if (size.kv_bytes_fixed == 0U)
        return "no layer has a window or keeps a state";
    if (size.kv_bytes_fixed != formula.kv_bytes_fixed)
        return "full windows and states of one sequence";
    return sum_over_kinds(formula, &layer_kind::kv_bytes_fixed, fixed_words) + ", of one sequence";
}

std::string layers_arithmetic(const formula_size& formula)
{
    std::string words;
    for (const auto& kind : formula.kinds)
    {
        words.append(words.empty() ? "" : " + ").append(with_separators(kind.layers) + " of ");
        const bool has_mixer = kind.mixer != to_string(mixer_kind::none);
        // A layer may be half of a usual one, of experts without any attention.
        words.append(has_mixer || !kind.has_experts ? kind.mixer : "experts alone");
        words.append(kind.window > 0 ? " to a window" : "");
        words.append(has_mixer && kind.has_experts ? " with experts" : "");
        words.append(" (" + with_separators(kind.params) + " weights each)");
    }
    return words;
}

}  // namespace muster
