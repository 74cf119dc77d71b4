#include "lifecycle.hpp"

#include "contract/identity.hpp"

#include <algorithm>

namespace muster {

namespace {

model_row marked(model_row row, const std::string& since, const lifecycle_rules& rules)
{
    const auto word = rules.hub(row.model_id);
    if (word == hub_word::there)
        row.gone_since.reset();
    else if (word == hub_word::gone && !row.gone_since)
        row.gone_since = rules.today;
    // One date for a reader to look at: that the Hub has it no more says all the other says.
    row.unlisted_since.reset();
    if (!row.gone_since && !since.empty())
        row.unlisted_since = since;
    return row;
}

}  // namespace

row_fates fates_of(const lifecycle_rules& rules)
{
    row_fates out;
    for (const auto& row : rules.before)
    {
        if (rules.is_settled(row))
            continue;
        const auto one = std::ranges::find_if(rules.unlisted, [&](const auto& unlisted) {
            return is_same_id(unlisted.model_id, row.model_id);
        });
        if (one == rules.unlisted.end())
        {
            out.gone.push_back(row);
            continue;
        }
        auto kept = marked(row, one->is_limited ? "" : one->since, rules);
        // What a limit may have cut off goes as what it did: unless the Hub has it no more.
        const bool is_missed = !one->is_limited || kept.gone_since;
        auto& fate = !one->is_due ? out.standing : is_missed ? out.archived : out.gone;
        fate.push_back(std::move(kept));
    }
    return out;
}

}  // namespace muster
