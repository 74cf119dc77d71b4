#include "model_size.hpp"

#include <cmath>

namespace muster {

std::string_view to_string(attention_kind kind) noexcept
{
    switch (kind)
    {
        case attention_kind::none: return "none";
        case attention_kind::mha: return "mha";
        case attention_kind::mqa: return "mqa";
        case attention_kind::gqa: return "gqa";
        case attention_kind::mla: return "mla";
        case attention_kind::hybrid: return "hybrid";
    }
    return "none";
}

std::optional<double> moe_active_ratio(const model_size& size)
{
    if (!size.is_moe)
        return {};
    if (!*size.is_moe)
        return 0.0;
    // A token of text passes no tower: that is no weight it could have been routed past.
    const auto total = size.text_params ? size.text_params : size.params;
    if (!size.active_params || !total || *total == 0)
        return {};
    return static_cast<double>(*size.active_params) / static_cast<double>(*total);
}

double round_active_ratio(double ratio) { return std::round(ratio * 1e6) / 1e6; }

std::string_view origin_of(const model_size& size, std::string_view field)
{
    for (const auto& one : size.origin)
        if (one.field == field)
            return one.evidence;
    return {};
}

bool is_publishable(const model_size& size)
{
    return size.params.value_or(0) > 0 && size.layers.value_or(0) > 0 &&
           size.hidden.value_or(0) > 0 && moe_active_ratio(size).has_value();
}

}  // namespace muster
