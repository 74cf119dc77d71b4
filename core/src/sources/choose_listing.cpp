#include "choose_listing.hpp"

#include "contract/identity.hpp"
#include "renew.hpp"

#include <algorithm>
#include <cmath>

namespace muster {

namespace {

// Rows whose ids are invalid are not models: an API that changed its ids lists nothing.
bool has_models(const listing& published, const listing_policy& policy)
{
    return std::any_of(published.models.begin(), published.models.end(), [&](const auto& model) {
        return policy.names_count || check_model_id(model.model_id).has_value();
    });
}

std::string percent(double share) { return std::to_string(std::lround(share * 100)) + " %"; }

/// The limit up to which both listings were requested.
std::uint64_t common_limit(const listing_snapshot& a, const listing_snapshot& b)
{
    return limit_of(is_smaller(a, b) ? a : b);
}

// Says how many models are gone, of how many: of the first N when the two limits differ.
std::string
tell_shrinking(double lost, const listing_snapshot& kept, const fetched_listing& fetched)
{
    const auto& request = fetched.request;
    const auto first = has_same_options(kept, request)
                           ? ""
                           : "first " + std::to_string(common_limit(kept, request)) + ' ';
    return percent(lost) + " of the " + first + "models it listed on " + kept.date.substr(0, 10) +
           " are gone";
}

/// Turns a complete listing that is not plausible into empty or shrunk.
void judge(fetched_listing& fetched, const listing_snapshot* kept, const listing_policy& policy)
{
    const auto& now = fetched.request.published;
    if (fetched.outcome != verdict::ok)
        return;
    if (!has_models(now, policy))
    {
        fetched.outcome = verdict::empty;
        fetched.reason = "it returned no models";
        return;
    }
    if (!policy.may_use_stale || !kept)
        return;
    // Sources list in an order of their own: the beginning of a listing is what a smaller limit
    // would have given.
    const auto lost = lost_share(kept->published, now, common_limit(*kept, fetched.request));
    if (lost <= policy.max_shrink)
        return;
    fetched.outcome = verdict::shrunk;
    fetched.reason = tell_shrinking(lost, *kept, fetched) + " (--max-shrink allows " +
                     percent(policy.max_shrink) + "; --no-stale takes the listing as it is)";
}

void use_fresh(chosen_listing& out, listing_snapshot&& request, const listing_snapshot* kept)
{
    out.used = request.published;
    out.used_as = usage::fresh;
    out.since = request.date;
    // Only complete listings are saved: an incomplete one, used for want of better, must not become
    // the measure of later ones.
    if (out.outcome == verdict::ok)
        out.keep = renew(kept, std::move(request));
}

void use_stale(chosen_listing& out, const listing_snapshot& kept, std::uint64_t record_limit)
{
    out.used = kept.published;
    // The snapshot may be of a run with a higher limit.
    cut_to_limit(out.used, record_limit);
    out.used_as = usage::stale;
    out.since = kept.date;
}

}  // namespace

chosen_listing
choose_listing(fetched_listing fetched, const listing_snapshot* kept, const listing_policy& policy)
{
    // A snapshot made with other options lists other models.
    const bool is_comparable = kept && has_same_options_but_limit(*kept, fetched.request);
    const auto* const nearest = is_comparable ? &nearest_snapshot(fetched.request, *kept) : nullptr;
    judge(fetched, nearest, policy);
    chosen_listing out;
    out.outcome = fetched.outcome;
    out.reason = std::move(fetched.reason);
    // Also for an empty result: reports name the source.
    out.used.plugin = fetched.request.published.plugin;
    out.used.label = fetched.request.published.label;
    if (out.outcome == verdict::disabled)
        return out;

    const bool is_whole = out.outcome == verdict::ok;
    if (!is_whole && policy.may_use_stale && nearest)
        use_stale(out, *nearest, policy.record_limit);
    // Nothing better is known than what came, be it incomplete.
    else if (has_models(fetched.request.published, policy))
        use_fresh(out, std::move(fetched.request), kept);
    return out;
}

}  // namespace muster
