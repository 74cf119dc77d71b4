#include "muster/settle.hpp"

#include <algorithm>
#include <cmath>

namespace muster {

namespace {

bool has_models(const listing& published, const settle_policy& policy)
{
    return std::any_of(published.models.begin(), published.models.end(), [&](const auto& model) {
        return policy.names_count || !model.model_id.empty();
    });
}

std::string percent(double share) { return std::to_string(std::lround(share * 100)) + " %"; }

/// A whole listing that should not be taken at its word becomes empty or shrunk.
void judge(fetched_listing& fetched, const last_good* kept, const settle_policy& policy)
{
    const auto& now = fetched.request.published;
    if (fetched.outcome != verdict::ok)
        return;
    if (!has_models(now, policy))
    {
        fetched.outcome = verdict::empty;
        fetched.reason = "it answered, and listed no model";
        return;
    }
    if (!policy.may_use_stale || !kept || !is_same_question(*kept, fetched.request))
        return;
    const auto lost = lost_share(kept->published, now);
    if (lost <= policy.max_shrink)
        return;
    fetched.outcome = verdict::shrunk;
    fetched.reason = percent(lost) + " of the models it listed on " + kept->date.substr(0, 10) +
                     " are gone (--max-shrink allows " + percent(policy.max_shrink) +
                     "; --no-stale takes the listing as it is)";
}

void use_fresh(settled_source& out, last_good&& request, const last_good* kept)
{
    out.used = request.published;
    out.used_as = usage::fresh;
    out.since = request.date;
    const bool is_known = kept && is_same_content(*kept, request);
    const bool is_less = kept && is_narrower(request, *kept);
    if (out.outcome == verdict::ok && !is_known && !is_less)
        out.keep = std::move(request);
}

void use_stale(settled_source& out, const last_good& kept, std::uint64_t record_limit)
{
    out.used = kept.published;
    cut_to_limit(out.used, record_limit);
    out.used_as = usage::stale;
    out.since = kept.date;
}

}  // namespace

settled_source settle(fetched_listing fetched, const last_good* kept, const settle_policy& policy)
{
    judge(fetched, kept, policy);
    settled_source out;
    out.outcome = fetched.outcome;
    out.reason = std::move(fetched.reason);
    out.used.plugin = fetched.request.published.plugin;
    out.used.label = fetched.request.published.label;
    if (out.outcome == verdict::disabled)
        return out;

    const bool is_whole = out.outcome == verdict::ok;
    const bool can_stand_in = kept && is_same_subject(*kept, fetched.request);
    if (!is_whole && policy.may_use_stale && can_stand_in)
        use_stale(out, *kept, policy.record_limit);
    else if (has_models(fetched.request.published, policy))
        use_fresh(out, std::move(fetched.request), kept);
    return out;
}

}  // namespace muster
