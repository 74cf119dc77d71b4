#include "renew.hpp"

#include "staging/identify.hpp"

#include <algorithm>

namespace muster {

namespace {

// Then the larger snapshot, cut to the limit, gives the same listing.
bool is_beginning_of(const last_good& wider, const last_good& fresh)
{
    auto beginning = wider.published;
    cut_to_limit(beginning, limit_of(fresh));
    return beginning.models == fresh.published.models;
}

// Whether the smaller snapshots would be written as they are already.
bool has_same_narrower(const last_good& a, const last_good& b)
{
    return std::equal(
        a.narrower.begin(), a.narrower.end(), b.narrower.begin(), b.narrower.end(), is_same_content
    );
}

last_good with_narrower(last_good all, last_good&& fresh)
{
    // Ids of earlier listings are saved once, with the largest snapshot, for all of them.
    all.told_ids = not_told_in(std::move(fresh.told_ids), all.published);
    fresh.told_ids.clear();
    // A newer listing with a higher limit has all that this one could give.
    std::erase_if(all.narrower, [&](const auto& one) { return !is_narrower(fresh, one); });
    if (!is_beginning_of(all.narrower.empty() ? all : all.narrower.back(), fresh))
        all.narrower.push_back(std::move(fresh));
    if (all.narrower.size() > narrower_listings_limit)
        // The largest: it is the oldest, and nearest to the main snapshot.
        all.narrower.erase(all.narrower.begin());
    return all;
}

}  // namespace

const last_good& nearest_to(const last_good& request, const last_good& kept)
{
    const auto has_enough = [&](const last_good& one) {
        return is_same_subject(one, request) && !is_narrower(one, request);
    };
    // From the back: the last one is the newest.
    const auto newest = std::find_if(kept.narrower.rbegin(), kept.narrower.rend(), has_enough);
    return newest == kept.narrower.rend() ? kept : *newest;
}

std::optional<last_good> renew(const last_good* kept, last_good&& fresh)
{
    if (!kept || !is_narrower(fresh, *kept))
    {
        // Not saved again for a new date: the file stays byte by byte, and the date says since
        // when.
        const bool is_known = kept && kept->narrower.empty() && is_same_content(*kept, fresh);
        return is_known ? std::nullopt : std::optional(std::move(fresh));
    }
    auto all = with_narrower(*kept, std::move(fresh));
    if (is_same_content(*kept, all) && has_same_narrower(*kept, all))
        return {};
    return all;
}

}  // namespace muster
