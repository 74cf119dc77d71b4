#include "choose_listing.hpp"

#include "contract/identity.hpp"
#include "high_water.hpp"
#include "renew.hpp"
#include "shrink_judge.hpp"
#include "text/date.hpp"

#include <algorithm>

namespace muster {

namespace {

// Rows whose ids are invalid are not models: an API that changed its ids lists nothing.
bool has_models(const listing& published, const listing_policy& policy)
{
    return std::any_of(published.models.begin(), published.models.end(), [&](const auto& model) {
        return policy.names_count || check_model_id(model.model_id).has_value();
    });
}

std::string what_to_do(const std::string& plugin)
{
    return "; --no-stale takes the listing as it is, muster accept --source " + plugin +
           " --why TEXT for good)";
}

// Nothing can be accepted: a source of nothing is no source.
std::string what_to_do_if_empty(const std::string& plugin)
{
    return " (if that stays so: --skip " + plugin + " leaves the source out)";
}

std::string rows_text(std::uint64_t rows)
{
    return std::to_string(rows) + (rows == 1 ? " row" : " rows");
}

/// Whether a person accepted that so many rows are missing, and none came in full since.
bool is_gap_accepted(
    const fetched_listing& fetched, const listing_snapshot* kept, const listing_policy& policy
)
{
    const auto& accepted = policy.accepted;
    if (fetched.outcome != verdict::partial || !fetched.missing || !accepted ||
        *fetched.missing > accepted->missing)
        return false;
    // The snapshot is of before the acceptance, or lacked rows, too.
    return !kept || !is_after_acceptance(*kept, fetched.request, policy) || kept->missing > 0;
}

std::string what_to_do_about_gap(const std::string& plugin)
{
    return "; muster accept --source " + plugin + " --why TEXT takes that for all there is";
}

/// The newest dates of a listing's content; either may be empty.
struct content_dates
{
    std::string newest = {};   ///< by which its age is told
    std::string to_come = {};  ///< a mistake of whoever wrote it
};

content_dates dates_of(const fetched_listing& fetched)
{
    content_dates out;
    std::string_view rest = fetched.content_date;
    while (!rest.empty() && out.newest.empty())
    {
        const auto date = rest.substr(0, rest.find(','));
        (is_to_come(date, fetched.request.date) ? out.to_come : out.newest) = date;
        rest.remove_prefix(std::min(date.size() + 1, rest.size()));
    }
    return out;
}

/// In words, when the content has a date that is still to come.
std::string tell_future(const content_dates& dates)
{
    if (dates.to_come.empty())
        return {};
    if (dates.newest.empty())
        return "its newest date is " + dates.to_come +
               ", which is still to come: the age of its content is not known";
    return "its date " + dates.to_come + " is still to come, and tells nothing of its age";
}

/// In words, when the content is older than it may be.
std::string
tell_age(const content_dates& dates, const std::string& now, const listing_policy& policy)
{
    const auto age = days_between(dates.newest, now);
    if (!age || !policy.content_days || *age <= *policy.content_days)
        return {};
    return "its newest date is " + dates.newest + ", " + std::to_string(*age) +
           " days ago (--content-age allows " + std::to_string(*policy.content_days) + ')';
}

/// In words, what a complete listing without rows means; empty when it had none before. The first
/// may be of an owner who is misspelt.
std::string tell_nothing_left(const listing_snapshot* kept)
{
    if (!kept)
        return "it lists no model";
    const auto before = kept->published.models.size();
    return before == 0 ? ""
                       : "it lists no model any more; on " + kept->date.substr(0, 10) +
                             " it listed " + std::to_string(before);
}

/// Turns a complete listing that is not plausible into empty, shrunk or old.
void judge(
    fetched_listing& fetched,
    const listing_snapshot* kept,
    const shrink_judge& shrinking,
    const listing_policy& policy
)
{
    if (is_gap_accepted(fetched, kept, policy))
    {
        fetched.outcome = verdict::ok;
        fetched.request.missing = *fetched.missing;
    }
    else if (fetched.outcome == verdict::partial && fetched.missing)
        fetched.reason += what_to_do_about_gap(fetched.request.published.plugin);
    if (fetched.outcome != verdict::ok)
        return;
    if (policy.may_be_empty && fetched.received == 0 && fetched.request.published.models.empty())
    {
        fetched.reason = tell_nothing_left(kept);
        return;
    }
    if (!has_models(fetched.request.published, policy))
    {
        fetched.outcome = verdict::empty;
        fetched.reason = "it returned no models";
        // A listing that cannot be understood must not look like a service without models.
        if (fetched.received > 0)
            fetched.reason += ": of " + std::to_string(fetched.received) +
                              (fetched.received == 1 ? " row that" : " rows that") +
                              " came, none names a model";
        fetched.reason += what_to_do_if_empty(fetched.request.published.plugin);
        return;
    }
    if (auto shrunk = policy.may_use_stale ? shrinking.trouble() : ""; !shrunk.empty())
    {
        fetched.outcome = verdict::shrunk;
        fetched.reason = std::move(shrunk) + " (--max-shrink allows " +
                         percent_text(policy.max_shrink) +
                         what_to_do(fetched.request.published.plugin);
        return;
    }
    // Below what hardly anybody calls a loss, every day would have its sentence.
    constexpr double noticeable_share = 0.1;
    fetched.reason = shrinking.fewer_by_more_than(noticeable_share);
    const auto dates = dates_of(fetched);
    if (auto age = tell_age(dates, fetched.request.date, policy); !age.empty())
    {
        fetched.outcome = verdict::old;
        fetched.reason = std::move(age);
    }
    add_reason(fetched.reason, tell_future(dates));
    if (const auto missing = fetched.request.missing; missing > 0)
        add_reason(
            fetched.reason,
            rows_text(missing) + " fewer than the service says it has, as accepted on " +
                policy.accepted->date.substr(0, 10)
        );
}

bool is_complete(verdict outcome) { return outcome == verdict::ok || outcome == verdict::old; }

/// Whether a complete listing is the first after a person's acceptance. It must be dated, be it the
/// snapshot once more: what was accepted would measure later ones, and all is there again.
bool is_first_after_acceptance(
    const listing_snapshot& request, const listing_snapshot* nearest, const listing_policy& policy
)
{
    return nearest && policy.accepted && policy.accepted->date <= request.date &&
           !is_after_acceptance(*nearest, request, policy);
}

void use_fresh(
    chosen_listing& out,
    listing_snapshot&& request,
    const listing_snapshot* kept,
    bool is_dated_anew
)
{
    out.used = request.published;
    out.used_as = usage::fresh;
    out.since = request.date;
    // Only complete listings are saved: an incomplete one, used for want of better, must not become
    // the measure of later ones.
    if (is_complete(out.outcome))
        out.keep = renew(kept, std::move(request), is_dated_anew);
}

// What never changes may be a service that has stopped, or a copy of it.
void note_unchanged(chosen_listing& out, const std::string& since, const std::string& now)
{
    constexpr int days_worth_saying = 14;
    out.unchanged_since = since;
    const auto days = days_between(since, now).value_or(0);
    if (days >= days_worth_saying)
        add_reason(
            out.reason,
            "it lists the same, row for row, since " + since.substr(0, 10) + ", for " +
                std::to_string(days) + " days"
        );
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
    const shrink_judge shrinking(fetched.request, nearest, policy);
    judge(fetched, nearest, shrinking, policy);
    chosen_listing out;
    out.outcome = fetched.outcome;
    out.reason = std::move(fetched.reason);
    const auto dates = dates_of(fetched);
    out.content_date = dates.newest.empty() ? dates.to_come : dates.newest;
    out.line = shrinking.marks();
    if (is_complete(out.outcome) || out.outcome == verdict::shrunk)
        out.line.push_back(shrinking.now());
    if (shrinking.starts_anew())
        fetched.request.marks = shrinking.marks();
    // Also for an empty result: reports name the source.
    out.used.plugin = fetched.request.published.plugin;
    out.used.label = fetched.request.published.label;
    if (out.outcome == verdict::disabled)
        return out;

    const auto date = fetched.request.date;
    if (!is_complete(out.outcome) && policy.may_use_stale && nearest)
        use_stale(out, *nearest, policy.record_limit);
    // Nothing better is known than what came, be it incomplete.
    else if (is_complete(out.outcome) || has_models(fetched.request.published, policy))
    {
        const bool is_first = is_first_after_acceptance(fetched.request, nearest, policy);
        use_fresh(out, std::move(fetched.request), kept, is_first);
    }
    if (is_complete(out.outcome) && nearest && !out.keep && !out.used.models.empty())
        note_unchanged(out, nearest->date, date);
    return out;
}

void add_reason(std::string& reason, const std::string& more)
{
    if (!more.empty())
        reason += (reason.empty() ? "" : "; ") + more;
}

}  // namespace muster
