#include "lifecycle.hpp"

#include "contract/identity.hpp"

#include <map>
#include <string>

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
    std::map<std::string, const unlisted_model*> unlisted;
    for (const auto& one : rules.unlisted)
        unlisted.emplace(fold_id(one.model_id), &one);
    for (std::size_t i = 0; i < rules.before.size(); ++i)
    {
        // Most rows are made anew: they are not even read.
        if (rules.is_accounted_for && rules.is_accounted_for(rules.before.id_at(i)))
            continue;
        const auto row = rules.before[i];
        if (rules.is_settled(row))
            continue;
        const auto found = unlisted.find(fold_id(row.model_id));
        if (found == unlisted.end())
        {
            out.gone.push_back(row);
            continue;
        }
        const auto* const one = found->second;
        // Of what a limit may have cut off no row says that it is missed. It is archived as
        // anything else: it may have been a loss.
        auto kept = marked(row, one->is_limited ? "" : one->since, rules);
        (one->is_due ? out.archived : out.standing).push_back(std::move(kept));
    }
    return out;
}

}  // namespace muster
