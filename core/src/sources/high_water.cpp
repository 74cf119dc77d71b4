#include "high_water.hpp"

#include "text/date.hpp"

#include <algorithm>

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

}  // namespace

listing_mark mark_of(const listing_snapshot& listing)
{
    const auto& models = listing.published.models;
    const auto ids = std::count_if(models.begin(), models.end(), [](const auto& model) {
        return !model.model_id.empty();
    });
    return {listing.date, models.size(), static_cast<std::uint64_t>(ids)};
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
