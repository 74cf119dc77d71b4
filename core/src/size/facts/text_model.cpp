#include "text_model.hpp"

#include <algorithm>

namespace muster {

std::string_view to_string(mixer_kind kind) noexcept
{
    switch (kind)
    {
        case mixer_kind::none: return "nothing that mixes";
        case mixer_kind::attention: return "attention";
        case mixer_kind::mla: return "latent attention";
        case mixer_kind::linear: return "a matrix";
        case mixer_kind::gated_delta: return "gated delta";
        case mixer_kind::kimi_delta: return "Kimi delta";
        case mixer_kind::lightning: return "lightning attention";
        case mixer_kind::mamba1:
        case mixer_kind::plamo_mamba: return "Mamba";
        case mixer_kind::mamba2: return "Mamba 2";
        case mixer_kind::attention_and_state: return "attention and a state";
        case mixer_kind::rwkv4:
        case mixer_kind::rwkv5:
        case mixer_kind::rwkv6:
        case mixer_kind::rwkv7: return "RWKV";
        case mixer_kind::short_conv: return "a short convolution";
        case mixer_kind::rg_lru: return "RG-LRU";
        case mixer_kind::cross_attention: return "cross-attention";
        case mixer_kind::compressed: return "compressed attention";
    }
    return "attention";
}

void text_model::add(std::string_view part, count params, count active)
{
    // Parts are few, and their order is that in which an explanation names them.
    const auto known = std::find_if(parts.begin(), parts.end(), [part](const params_part& one) {
        return one.name == part;
    });
    if (known == parts.end())
        parts.push_back({part, params.value(), active.value()});
    else
    {
        known->params = (known->params + params).value();
        known->active_params = (known->active_params + active).value();
    }
}

void text_model::add_lookup(std::string_view part, count params)
{
    add(part, params, 0);
    lookup += params;
}

void text_model::leave_out(std::string_view part, count params)
{
    for (auto& one : parts)
        // A part that is smaller stays whole. What is left out here was counted as active, too.
        if (one.name == part && one.params >= params.value())
        {
            one.params -= params.value();
            one.active_params -= params.value();
        }
}

count text_model::sum() const
{
    count all = 0;
    for (const auto& part : parts)
        all += part.params;
    return all;
}

}  // namespace muster
