#include "model_fields.hpp"

#include <algorithm>
#include <vector>

namespace muster {

std::optional<double> params_b_of(const model_size& size)
{
    if (!size.params)
        return {};
    return round_params_b(static_cast<double>(*size.params) / 1e9);
}

std::optional<std::string> attention_of(const model_size& size)
{
    if (!size.attention)
        return {};
    return std::string(to_string(*size.attention));
}

std::optional<bool> exactness_of(const model_size& size)
{
    // Without a number there is nothing that could be exact or not.
    return size.params ? std::optional(size.is_exact) : std::nullopt;
}

std::optional<std::string> declared_elsewhere(const model_size&) { return {}; }

std::span<const std::string_view> pinned_field_names()
{
    static const auto names = [] {
        std::vector<std::string_view> some;
        for (const auto& field : model_field_words)
            if (field.may_be_pinned)
                some.push_back(field.name);
        return some;
    }();
    return names;
}

const field_words* find_model_field(std::string_view name) noexcept
{
    const auto* const found = std::ranges::find(model_field_words, name, &field_words::name);
    return found == model_field_words.end() ? nullptr : found;
}

}  // namespace muster
