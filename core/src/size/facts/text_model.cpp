#include "text_model.hpp"

#include <algorithm>

namespace muster {

void text_model::add(std::string_view part, count params, count active)
{
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

void text_model::leave_out(std::string_view part, count params)
{
    for (auto& one : parts)
        if (one.name == part && one.params >= params.value())
        {
            one.params -= params.value();
            one.active_params -= params.value();
        }
}

}  // namespace muster
