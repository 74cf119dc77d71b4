#include "ingest.hpp"

#include "data/saved_facts.hpp"
#include "listing_chooser.hpp"

#include <algorithm>
#include <numeric>

namespace asio = boost::asio;

namespace muster {

namespace {

/// The indices of plans, the most trusted source first.
std::vector<std::size_t> by_trust(const std::vector<source_plan>& plans, const trust_order& trust)
{
    std::vector<std::size_t> order(plans.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    // Plans stay where they are: fetched results are in their order.
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return is_trusted_before(plans[a].description.name, plans[b].description.name, trust);
    });
    return order;
}

}  // namespace

ingest_policy ingest_policy_for(const settings& chosen, const data_files& own)
{
    ingest_policy policy;
    policy.max_shrink = chosen.max_shrink;
    policy.may_use_stale = !chosen.no_stale;
    policy.content_age = chosen.content_age;
    for (const auto& one : own.decisions)
        if (is_on_source(one))
            policy.accepted[{one.id, one.question.value_or("")}] = {
                one.date, *one.models, one.missing.value_or(0), one.limit};
    policy.trust = chosen.trust;
    policy.aliases = aliases_of(own);
    policy.hub_ids = hub_ids_of(own);
    policy.hub_license_of = [&own](std::string_view id) { return hub_license_of(own.known, id); };
    policy.decisions = decisions_of(own);
    policy.list = own.policy;
    policy.variants = chosen.variants;
    policy.order = chosen.order;
    return policy;
}

asio::awaitable<result<ingest_result>>
ingest(const source_plans& sources, const fetch_context& context, ingest_policy policy)
{
    // All at once; what follows depends on the order of trust alone, not on who answered first.
    auto fetched = co_await fetch_sources(sources.plans, context);
    listing_chooser all(context, policy);
    for (const auto i : by_trust(sources.plans, policy.trust))
    {
        const auto taken = all.take(sources.plans[i], std::move(fetched[i]));
        if (taken.has_error())
            co_return taken.error();
    }
    for (const auto& unusable : sources.unusable)
    {
        const auto is_it = [&](const auto& plan) { return plan.description.name == unusable.name; };
        if (std::ranges::any_of(sources.plans, is_it))
        {
            all.note(unusable);
            continue;
        }
        const auto taken = all.take(unusable);
        if (taken.has_error())
            co_return taken.error();
    }
    co_return all.finish(sources);
}

source_report report_of(const disabled_source& disabled)
{
    source_report report;
    report.name = disabled.description.name;
    report.label = disabled.description.source;
    report.version = disabled.description.version;
    report.outcome = verdict::disabled;
    report.reason = disabled.reason;
    return report;
}

}  // namespace muster
