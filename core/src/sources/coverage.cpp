#include "coverage.hpp"

#include "contract/identity.hpp"
#include "listed_range.hpp"
#include "renew.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace muster {

namespace {

/// Of a source that ranks by nothing, the order of its list is what a limit cuts: how many rows of
/// the earlier listing stand before the last one that is listed still.
std::size_t rows_before_last_listed(const listing& earlier, const listed_range& listed)
{
    std::size_t count = 0;
    std::size_t row = 0;
    for (const auto& model : earlier.models)
    {
        row += 1;
        if (!model.model_id.empty() && listed.has(model))
            count = row;
    }
    return count;
}

/// Folded, those that an earlier listing has and this one has not.
std::set<std::string> missing_ids(const listing& earlier, const listed_range& listed)
{
    std::set<std::string> ids;
    for (const auto& model : earlier.models)
        if (!model.model_id.empty() && !listed.has(model))
            ids.insert(fold_id(model.model_id));
    return ids;
}

/// Sorts what is missing by where it was.
void sort_missing(
    source_coverage& out, const listing& earlier, const listed_range& listed, bool has_same_limit
)
{
    // Models pass each other at a cut by some per cent a night. More at once may be another list,
    // as of a service that ignores what it is asked for.
    constexpr std::size_t most_below_in_100 = 10;
    std::set<std::string> below;
    const auto rows_above = rows_before_last_listed(earlier, listed);
    std::size_t row = 0;
    for (const auto& model : earlier.models)
    {
        row += 1;
        if (model.model_id.empty() || listed.has(model))
            continue;
        const auto popularity = model.popularity.value_or(0);
        const bool is_above =
            listed.has_popularity ? listed.reaches_well_below(popularity) : row <= rows_above;
        if (is_above)
            out.above_the_cut.insert(fold_id(model.model_id));
        else if (has_same_limit && listed.has_popularity && popularity > listed.least)
            out.near_the_cut.insert(fold_id(model.model_id));
        else if (has_same_limit && listed.has_popularity)
            below.insert(fold_id(model.model_id));
    }
    if (below.size() * 100 > row * most_below_in_100)
        out.near_the_cut.merge(below);
}

std::uint64_t number_of(const std::string& value)
{
    std::uint64_t number = 0;
    std::from_chars(value.data(), value.data() + value.size(), number);
    // 0 asks for all.
    return number == 0 ? std::numeric_limits<std::uint64_t>::max() : number;
}

/// What a request asks for, against an earlier one. A smaller limit is nothing else: see
/// coverage_of().
coverage_kind kind_of_request(
    const listing_snapshot& asked, const listing_snapshot& kept, const listing_policy& policy
)
{
    auto kind = coverage_kind::complete;
    for (const auto& [name, value] : asked.options)
    {
        const auto before =
            std::ranges::find(kept.options, name, [](const auto& one) { return one.first; });
        const bool is_known = before != kept.options.end();
        if (name == "limit" || (is_known && before->second == value))
            continue;
        const bool narrows = std::ranges::find(policy.narrowing, name) != policy.narrowing.end();
        if (is_known && narrows && number_of(value) < number_of(before->second))
            return coverage_kind::narrower;
        // Another task lists other models: what it lacks may be there still. So may what a plugin
        // leaves out that has an option more.
        if (!is_known || !narrows)
            kind = coverage_kind::unknown;
    }
    const auto was_dropped = [&asked](const auto& option) {
        return option.first != "limit" &&
               std::ranges::find(asked.options, option.first, [](const auto& one) {
                   return one.first;
               }) == asked.options.end();
    };
    return std::ranges::any_of(kept.options, was_dropped) ? coverage_kind::unknown : kind;
}

coverage_kind kind_of(
    const chosen_listing& chosen,
    const listing_snapshot& asked,
    const listing_snapshot* kept,
    const listing_policy& policy
)
{
    // Content of long ago came whole, and says nothing of what is missing today.
    if (chosen.outcome == verdict::old)
        return coverage_kind::unknown;
    const bool is_whole = chosen.outcome == verdict::ok && chosen.used_as == usage::fresh;
    // Whoever lets no earlier listing stand in has chosen that its models go.
    if (!is_whole)
        return policy.may_use_stale ? coverage_kind::unknown : coverage_kind::narrower;
    return kept ? kind_of_request(asked, *kept, policy) : coverage_kind::unknown;
}

/// Of a whole answer: which models are missing, and whether a limit may be why.
void find_missing(
    source_coverage& out,
    const listing& used,
    const listing_snapshot& asked,
    const listing_snapshot& kept,
    const listing_policy& policy
)
{
    const auto listed = range_of(used);
    if (!listed.fills(policy.record_limit))
    {
        if (policy.is_one_of_several)
            out.above_the_cut = missing_ids(kept.published, listed);
        return;
    }
    out.kind = coverage_kind::cut;
    // Whoever lowers the limit has chosen that what it leaves out goes.
    const bool has_same_limit = !is_smaller(asked, kept);
    if (is_cut_by_popularity(asked, listed) && !policy.is_limit_shared)
        sort_missing(out, kept.published, listed, has_same_limit);
    // Of several lists, or in another order, any model may be missing for the limit's sake.
    else if (has_same_limit)
        out.near_the_cut = missing_ids(kept.published, listed);
}

}  // namespace

source_coverage coverage_of(
    const chosen_listing& chosen,
    const listing_snapshot& asked,
    const listing_snapshot* kept,
    const listing_policy& policy
)
{
    source_coverage out;
    out.label = chosen.used.label;
    // Of a smaller limit, the listing that was last made with it, where it is kept: a wider one of
    // long ago says nothing of what the user asks for every day.
    if (kept)
        kept = &nearest_snapshot(asked, *kept);
    out.kind = kind_of(chosen, asked, kept, policy);
    // Without a limit and other questions nobody asks which models are missing.
    if (out.kind == coverage_kind::complete &&
        (policy.record_limit != 0 || policy.is_one_of_several))
        find_missing(out, chosen.used, asked, *kept, policy);
    return out;
}

}  // namespace muster
