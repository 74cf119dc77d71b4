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
        (one->is_due ? out.archived : out.standing).push_back(marked(row, one->since, rules));
    }
    return out;
}

}  // namespace muster
