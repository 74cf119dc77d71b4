#include "renew.hpp"

#include "high_water.hpp"
#include "staging/identify.hpp"

#include <algorithm>

namespace muster {

namespace {

// Then the larger snapshot, cut to the limit, gives the same listing.
bool is_beginning_of(const listing_snapshot& wider, const listing_snapshot& fresh)
{
    auto beginning = wider.published;
    cut_to_limit(beginning, limit_of(fresh));
    return beginning.models == fresh.published.models;
}

// Whether the smaller snapshots would be written as they are already.
bool has_same_narrower(const listing_snapshot& a, const listing_snapshot& b)
{
    return std::equal(
        a.smaller_snapshots.begin(),
        a.smaller_snapshots.end(),
        b.smaller_snapshots.begin(),
        b.smaller_snapshots.end(),
        is_same_content
    );
}

listing_snapshot with_narrower(listing_snapshot all, listing_snapshot&& fresh, bool is_dated_anew)
{
    // Ids of earlier listings are saved once, with the largest snapshot, for all of them.
    all.published_ids = history_without(std::move(fresh.published_ids), all.published);
    fresh.published_ids.clear();
    // Once saved for its date, it stays for that: the larger one is of another.
    const bool has_own_date =
        is_dated_anew || std::ranges::any_of(all.smaller_snapshots, [&fresh](const auto& one) {
            return is_same_content(one, fresh);
        });
    // A newer listing with a higher limit has all that this one could give.
    std::erase_if(all.smaller_snapshots, [&](const auto& one) { return !is_smaller(fresh, one); });
    if (has_own_date ||
        !is_beginning_of(all.smaller_snapshots.empty() ? all : all.smaller_snapshots.back(), fresh))
        all.smaller_snapshots.push_back(std::move(fresh));
    if (all.smaller_snapshots.size() > smaller_snapshots_limit)
        // The largest: it is the oldest, and nearest to the main snapshot.
        all.smaller_snapshots.erase(all.smaller_snapshots.begin());
    return all;
}

}  // namespace

const listing_snapshot&
nearest_snapshot(const listing_snapshot& request, const listing_snapshot& kept)
{
    const auto has_enough = [&](const listing_snapshot& one) {
        return has_same_options_but_limit(one, request) && !is_smaller(one, request);
    };
    // From the back: the last one is the newest.
    const auto newest =
        std::find_if(kept.smaller_snapshots.rbegin(), kept.smaller_snapshots.rend(), has_enough);
    return newest == kept.smaller_snapshots.rend() ? kept : *newest;
}

std::optional<listing_snapshot>
renew(const listing_snapshot* kept, listing_snapshot&& fresh, bool is_dated_anew)
{
    const auto* const before = kept ? snapshot_with_options(fresh, *kept) : nullptr;
    // Marks that were made at another measure say nothing of this one; and what lists nothing is a
    // new beginning, or all that comes later would be too little.
    if (before && fresh.marks.empty() && !fresh.published.models.empty())
        fresh.marks = marks_after(*before, fresh.date);
    if (kept && has_same_options_but_limit(*kept, fresh))
        fresh.missed = missed_after(nearest_snapshot(fresh, *kept), fresh);
    // A source that always lists as much needs no marks, and two such files are the same.
    if (fresh.marks.size() == 1)
        if (const auto own = mark_of(fresh);
            fresh.marks[0].rows == own.rows && fresh.marks[0].ids == own.ids)
            fresh.marks.clear();
    if (!kept || !is_smaller(fresh, *kept))
    {
        // Not saved again for a new date: the file stays byte by byte, and the date says since
        // when.
        const bool is_known = !is_dated_anew && kept && kept->smaller_snapshots.empty() &&
                              is_same_content(*kept, fresh);
        return is_known ? std::nullopt : std::optional(std::move(fresh));
    }
    auto all = with_narrower(*kept, std::move(fresh), is_dated_anew);
    if (!is_dated_anew && is_same_content(*kept, all) && has_same_narrower(*kept, all))
        return {};
    return all;
}

}  // namespace muster
