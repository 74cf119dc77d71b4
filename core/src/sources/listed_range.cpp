#include "listed_range.hpp"

#include "contract/identity.hpp"

#include <algorithm>

namespace muster {

bool listed_range::has(const model_view& model) const
{
    return ids.contains(folded_hash(model.model_id));
}

bool listed_range::lacks_above_cut(const model_view& model) const
{
    return !model.model_id.empty() && reaches_well_below(model.popularity.value_or(0)) &&
           !has(model);
}

bool listed_range::lacks_below_cut(const model_view& model) const
{
    return !model.model_id.empty() && !reaches_well_below(model.popularity.value_or(0)) &&
           !has(model);
}

listed_range range_of(const listing& published)
{
    listed_range out;
    double before = 0;
    for (const auto& model : published.models)
    {
        if (model.model_id.empty())
            continue;
        out.ids.insert(folded_hash(model.model_id));
        out.rows += 1;
        const auto popularity = model.popularity.value_or(0);
        out.rises += out.rows > 1 && popularity > before ? 1 : 0;
        before = popularity;
        out.least = std::min(out.least, popularity);
        out.has_popularity = out.has_popularity || model.popularity.has_value();
    }
    return out;
}

bool is_cut_by_popularity(const listing_snapshot& asked, const listed_range& listed)
{
    // Counts move while pages are read; in an order of another kind half of the rows rise.
    constexpr std::uint64_t most_rises_in_100 = 5;
    return asked.start.size() <= 1 && listed.rises * 100 <= listed.rows * most_rises_in_100;
}

}  // namespace muster
