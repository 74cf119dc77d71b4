#include "coverage.hpp"

#include "contract/identity.hpp"
#include "renew.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_set>

namespace muster {

namespace {

/// The ids and the least popularity of a listing.
struct listed_range
{
    std::unordered_set<std::uint64_t> ids = {};
    std::uint64_t rows = 0;
    std::uint64_t rises = 0;  ///< rows that are more popular than the one before
    double least = std::numeric_limits<double>::infinity();
};

// Counts move while pages are read; in an order of another kind half of the rows rise.
constexpr std::uint64_t most_rises_in_100 = 5;

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
    }
    return out;
}

/// Whether what a limit cuts off is less popular than what is listed.
bool is_cut_by_popularity(const listed_range& listed, const listing_snapshot& asked)
{
    return asked.start.size() <= 1 && listed.rises * 100 <= listed.rows * most_rises_in_100;
}

// By an option that both know: a plugin that gains one, or a file that lacks one, is nobody's
// choice.
bool asks_for_other(const listing_snapshot& asked, const listing_snapshot& kept)
{
    return std::ranges::any_of(asked.options, [&kept](const auto& option) {
        const auto before = std::ranges::find(kept.options, option.first, [](const auto& one) {
            return one.first;
        });
        return option.first != "limit" && before != kept.options.end() &&
               before->second != option.second;
    });
}

coverage_kind kind_of(
    const chosen_listing& chosen,
    const listing_snapshot& asked,
    const listing_snapshot* kept,
    const listing_policy& policy
)
{
    // What is old came whole all the same.
    const bool is_whole = (chosen.outcome == verdict::ok || chosen.outcome == verdict::old) &&
                          chosen.used_as == usage::fresh;
    // Whoever lets no earlier listing stand in has chosen that its models go.
    if (!is_whole)
        return policy.may_use_stale ? coverage_kind::unknown : coverage_kind::narrower;
    if (kept && asks_for_other(asked, *kept))
        return coverage_kind::narrower;
    // A smaller limit is no other question: see coverage_of().
    return kept && has_same_options_but_limit(*kept, asked) ? coverage_kind::complete
                                                            : coverage_kind::unknown;
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
    if (out.kind != coverage_kind::complete || policy.record_limit == 0)
        return out;
    const auto listed = range_of(chosen.used);
    if (listed.rows < policy.record_limit)
        return out;
    // Of several questions, or in another order, a model may be missing for the limit's sake.
    if (!is_cut_by_popularity(listed, asked))
    {
        out.kind = coverage_kind::unknown;
        return out;
    }
    out.kind = coverage_kind::cut;
    for (const auto& model : kept->published.models)
        if (!model.model_id.empty() && model.popularity.value_or(0) > listed.least &&
            !listed.ids.contains(folded_hash(model.model_id)))
            out.above_the_cut.insert(fold_id(model.model_id));
    return out;
}

}  // namespace muster
