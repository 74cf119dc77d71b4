#include "high_water.hpp"

#include "contract/identity.hpp"
#include "listed_range.hpp"
#include "table/repeat_filter.hpp"
#include "text/date.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>
#include <vector>

namespace muster {

namespace {

std::string_view day_of(std::string_view date) { return date.substr(0, 10); }

bool is_recent(std::string_view date, std::string_view now)
{
    const auto age = days_between(date, now);
    // A date that cannot be read is nobody's measure.
    return age && *age <= high_water_days;
}

void append(std::vector<listing_mark>& marks, const listing_mark& next)
{
    if (marks.empty())
        return marks.push_back(next);
    auto& last = marks.back();
    if (day_of(last.date) == day_of(next.date))
    {
        // Of a day with many runs the best one counts.
        last.rows = std::max(last.rows, next.rows);
        last.ids = std::max(last.ids, next.ids);
    }
    else if (last.rows != next.rows || last.ids != next.ids)
        marks.push_back(next);
}

// A vendor may have several names for one model, and several models under no id.
std::uint64_t hash_of_row(const model_view& model)
{
    constexpr std::uint64_t odd = 0x9E37'79B9'7F4A'7C15;
    return folded_hash(model.model_id) * odd ^ folded_hash(model.name);
}

/// Of a million two may have the same hash, which changes no number that anybody judges.
listing_mark different_rows(const listing& published)
{
    const auto& models = published.models;
    std::vector<std::uint64_t> hashes;
    hashes.reserve(models.size());
    repeat_filter filter(models.size());
    listing_mark out;
    out.rows = models.size();
    for (const auto& model : models)
    {
        filter.note(hashes.emplace_back(hash_of_row(model)));
        out.ids += model.model_id.empty() ? 0 : 1;
    }
    boost::unordered_flat_set<std::uint64_t> seen;
    for (std::size_t i = 0; i < models.size(); ++i)
        if (filter.may_repeat(hashes[i]) && !seen.insert(hashes[i]).second)
        {
            out.rows -= 1;
            out.ids -= models[i].model_id.empty() ? 0 : 1;
        }
    return out;
}

}  // namespace

listing_mark mark_of(const listing_snapshot& listing)
{
    auto mark = different_rows(listing.published);
    mark.date = listing.date;
    return mark;
}

std::uint64_t repeated_rows(const listing& published)
{
    return published.models.size() - different_rows(published).rows;
}

const listing_snapshot*
snapshot_with_options(const listing_snapshot& request, const listing_snapshot& kept)
{
    if (has_same_options(request, kept))
        return &kept;
    for (const auto& one : kept.smaller_snapshots)
        if (has_same_options(request, one))
            return &one;
    return nullptr;
}

std::vector<listing_mark> marks_after(const listing_snapshot& kept, std::string_view now)
{
    std::vector<listing_mark> all;
    // A mark of tomorrow (a clock was wrong) is of today: else it would measure until then.
    const auto add = [&](listing_mark one) {
        if (one.date > now)
            one.date = now;
        append(all, one);
    };
    for (const auto& one : kept.marks)
        add(one);
    add(mark_of(kept));
    std::vector<listing_mark> recent;
    for (std::size_t i = 0; i < all.size(); ++i)
        // The last one holds until now.
        if (i + 1 == all.size() || is_recent(all[i + 1].date, now))
            recent.push_back(all[i]);
    return recent;
}

std::map<std::string, std::string>
missed_after(const listing_snapshot& before, const listing_snapshot& fresh)
{
    std::map<std::string, std::string> missed;
    const bool may_be_cut = limit_of(fresh) != 0 || limit_of(before) != 0;
    if (!may_be_cut)
        return missed;
    const auto listed = range_of(fresh.published);
    // What was noted stands, also when a night's list is not full or was asked for without a limit.
    for (const auto& [id, since] : before.missed)
        if (!listed.ids.contains(folded_hash(id)) && is_recent(since, fresh.date))
            missed.emplace(id, std::min<std::string_view>(since, day_of(fresh.date)));
    if (!listed.has_popularity || !listed.fills(limit_of(fresh)) ||
        !is_cut_by_popularity(fresh, listed))
        return missed;
    for (const auto& model : before.published.models)
        if (listed.lacks_above_cut(model))
            missed.emplace(fold_id(model.model_id), day_of(fresh.date));
    return missed;
}

high_water highest(const std::vector<listing_mark>& marks)
{
    high_water most;
    for (const auto& one : marks)
    {
        if (one.rows >= most.rows.rows)
            most.rows = one;
        if (one.ids >= most.ids.ids)
            most.ids = one;
    }
    return most;
}

double lost_share(std::uint64_t before, std::uint64_t now)
{
    return before <= now ? 0 : 1 - static_cast<double>(now) / static_cast<double>(before);
}

}  // namespace muster
