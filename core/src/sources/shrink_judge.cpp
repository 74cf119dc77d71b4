#include "shrink_judge.hpp"

#include "contract/identity.hpp"
#include "high_water.hpp"
#include "listed_range.hpp"
#include "text/amount.hpp"
#include "text/date.hpp"

#include <algorithm>
#include <cmath>

namespace muster {

namespace {

/// The limit up to which both listings were requested.
std::uint64_t common_limit(const listing_snapshot& a, const listing_snapshot& b)
{
    return limit_of(is_smaller(a, b) ? a : b);
}

// Says how many models are gone, of how many: of the first N when the two limits differ.
std::string
tell_shrinking(double lost, const listing_snapshot& kept, const listing_snapshot& request)
{
    const auto first = has_same_options(kept, request)
                           ? ""
                           : "first " + std::to_string(common_limit(kept, request)) + ' ';
    return percent_text(lost) + " of the " + first + "models it listed on " +
           kept.date.substr(0, 10) + " are gone";
}

std::string
tell_fewer(std::string what, std::uint64_t now, std::uint64_t before, std::string_view on)
{
    return std::move(what) + ", " + percent_text(lost_share(before, now)) + " fewer than the " +
           with_separators(before) + " of " + std::string(on.substr(0, 10));
}

// It may have been accepted of a run with a larger limit.
std::uint64_t within(std::uint64_t limit, std::uint64_t models)
{
    return limit == 0 ? models : std::min(limit, models);
}

}  // namespace

bool is_after_acceptance(
    const listing_snapshot& kept, const listing_snapshot& request, const listing_policy& policy
)
{
    return kept.date > policy.accepted->date && kept.date <= request.date;
}

std::string percent_text(double share) { return std::to_string(std::lround(share * 100)) + " %"; }

shrink_judge::shrink_judge(
    const listing_snapshot& request, const listing_snapshot* kept, const listing_policy& policy
)
    : request_(request), kept_(kept), policy_(policy), now_(mark_of(request))
{
    if (kept && has_same_options(*kept, request))
        marks_ = marks_after(*kept, request.date);
    const auto& accepted = policy.accepted;
    const auto days = accepted ? days_between(accepted->date, request.date) : std::nullopt;
    // What is older than the acceptance is not asked any more, and an old acceptance neither.
    if (!kept || !days || *days > high_water_days || is_after_acceptance(*kept, request, policy))
        return;
    kept_ = nullptr;
    marks_ = {{accepted->date, within(policy.record_limit, accepted->models), 0}};
}

std::string shrink_judge::trouble() const
{
    auto lost = kept_ ? share_lost() : 0;
    // Asked only where it decides: it reads both listings once more.
    if (lost > policy_.max_shrink)
        lost -= explained_share();
    if (lost > policy_.max_shrink)
        return tell_shrinking(lost, *kept_, request_);
    return fewer_by_more_than(policy_.max_shrink);
}

double shrink_judge::share_lost() const
{
    // Sources list in an order of their own: the beginning of a listing is what a smaller limit
    // would have given.
    if (!policy_.is_limit_shared || has_same_options(*kept_, request_))
        return lost_share(kept_->published, request_.published, common_limit(*kept_, request_));
    // With a smaller limit each list gives fewer: its beginning is not that of the larger one.
    return is_smaller(request_, *kept_) ? 0 : lost_share(kept_->published, request_.published);
}

double shrink_judge::explained_share() const
{
    const auto listed = range_of(request_.published);
    const auto came_back = std::ranges::count_if(kept_->missed, [&listed](const auto& one) {
        return listed.ids.contains(folded_hash(one.first));
    });
    if (came_back == 0 || !listed.fills(policy_.record_limit) || !listed.has_popularity ||
        policy_.is_limit_shared || !is_cut_by_popularity(request_, listed))
        return 0;
    auto earlier = kept_->published;
    cut_to_limit(earlier, common_limit(*kept_, request_));
    const auto pushed_out =
        std::count_if(earlier.models.begin(), earlier.models.end(), [&listed](const auto& model) {
            return listed.lacks_below_cut(model);
        });
    const auto rows = range_of(earlier).rows;
    return rows == 0
               ? 0
               : static_cast<double>(std::min(came_back, pushed_out)) / static_cast<double>(rows);
}

std::string shrink_judge::fewer_by_more_than(double share) const
{
    const auto most = highest(marks_);
    if (const auto before = most.rows.rows; lost_share(before, now_.rows) > share)
        return tell_fewer(
            "it lists " + with_separators(now_.rows) + (now_.rows == 1 ? " model" : " models"),
            now_.rows,
            before,
            most.rows.date
        );
    if (const auto before = most.ids.ids; lost_share(before, now_.ids) > share)
        return tell_fewer(
            with_separators(now_.ids) + " of its models have a Hub id",
            now_.ids,
            before,
            most.ids.date
        );
    return {};
}

}  // namespace muster
