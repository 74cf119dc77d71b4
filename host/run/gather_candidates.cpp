#include "gather_candidates.hpp"

#include "base/threaded_for.hpp"
#include "contract/identity.hpp"
#include "stage_candidates.hpp"

#include <algorithm>

namespace asio = boost::asio;

namespace muster {

namespace {

/// Of the sources that can be asked.
std::vector<std::string> names_of(const std::vector<source_plan>& plans, network_state network)
{
    std::vector<std::string> names;
    for (const auto& plan : plans)
        // A source that reads files alone answers without a network.
        if (network != network_state::missing || places_of(plan).empty())
            names.push_back(plan.description.name);
    return names;
}

// The failure of a source that could not be asked says nothing about it, and does not count towards
// its failed runs.
void mark_out_of_reach(std::vector<source_report>& sources, network_state network)
{
    for (auto& source : sources)
    {
        source.is_out_of_reach = source.is_out_of_reach && network != network_state::there &&
                                 source.outcome == verdict::failed;
        // Whoever leaves the network out has switched the source off.
        if (source.is_out_of_reach && network == network_state::left_out)
            source.outcome = verdict::disabled;
    }
}

// Rows that the Hub itself listed in this run everybody may see: a token may open these.
void note_public_rows(
    facts_by_id& facts, const ingest_result& ingested, const std::vector<source_plan>& plans
)
{
    const auto is_answer_of_hub = [&](const listing& one) {
        const auto is_it = [&one](const auto& other) { return other.name == one.plugin; };
        const auto report = std::ranges::find_if(ingested.sources, is_it);
        return one.plugin == hub_client_id && report != ingested.sources.end() &&
               report->used_as == usage::fresh;
    };
    const bool has_own_plugin = std::ranges::any_of(plans, [](const source_plan& plan) {
        return plan.client_id == hub_client_id;
    });
    for (const auto& one : ingested.used)
        if (has_own_plugin && is_answer_of_hub(one))
            for (const auto& model : one.models)
                facts.note_public(model.model_id);
}

// Answers out of a cache are of another day: what they lack may be listed by now.
void take_no_word_for_today(ingest_result& ingested, const std::vector<source_plan>& plans)
{
    for (const auto& plan : plans)
        for (auto& one : ingested.coverage)
            if (one.label == plan.description.source && !places_of(plan).empty() &&
                one.kind != coverage_kind::narrower)
                one.kind = coverage_kind::unknown;
}

bool has_nothing(const std::vector<source_report>& sources)
{
    return std::all_of(sources.begin(), sources.end(), [](const auto& source) {
        return source.used_as == usage::none;
    });
}

// The rows move to where the next steps look for them; the rest stays with what was ingested.
void take_staged(gathered_candidates& into, run_report& report)
{
    auto& ingested = *into.ingested;
    into.staged = std::move(ingested.staged);
    report.sources = ingested.sources;
    report.inferred = ingested.inferred;
    report.licenses = ingested.licenses;
    report.variants = ingested.variants;
    report.left = ingested.left;
    report.rejected = ingested.rejected;
    report.steps["staged"] = into.staged.size();
    report.ranks = ranks_of(into.staged, ingested.ranks);
}

result<gathered_candidates> candidates_of_before(const run_request& request, run_report& report)
{
    gathered_candidates out;
    auto staged = read_staging_file(request.chosen.data_directory);
    if (staged.has_value())
    {
        request.events.warn("no source gave anything: what was staged before stays");
        out.staged = std::move(*staged);
        report.steps["staged"] = out.staged.size();
        return out;
    }
    // A damaged file must not be taken for an empty list; a missing one is a first run.
    if (staged.error().code != boost::system::errc::no_such_file_or_directory)
        return staged.error();
    request.events.warn("no source gave anything, and nothing was staged before");
    out.are_known = false;
    return out;
}

ingest_policy policy_for(const run_request& request, const data_files& own)
{
    auto policy = ingest_policy_for(request.chosen, own);
    policy.over = threaded_for_until(request.stop);
    return policy;
}

}  // namespace

asio::awaitable<result<gathered_candidates>> gather_candidates(
    const run_request& request,
    network_for& network,
    const prepared_run& prepared,
    run_report& report
)
{
    const auto state = prepared.network;
    report.network = state;
    // Named first: g++ 12 miscompiles aggregates within a co_await statement.
    const auto fetching = network.fetching(state);
    request.events.sources_begin(names_of(prepared.sources.plans, state));
    auto asking = ingest(prepared.sources, fetching, policy_for(request, prepared.own));
    auto ingested = co_await std::move(asking);
    if (ingested.has_error())
        co_return ingested.error();

    for (const auto& sentence : ingested->warnings)
        request.events.warn(sentence);
    mark_out_of_reach(ingested->sources, state);
    note_dropped_questions(ingested->sources, prepared.sources.plans, prepared.asked_before);
    note_lost_dates(ingested->sources, prepared.content_dates);
    if (state != network_state::there)
        take_no_word_for_today(*ingested, prepared.sources.plans);
    report.sources = ingested->sources;
    // An interrupted run asked only some of the sources, so that its failures are not theirs.
    if (!request.stop.is_requested)
        count_run(report.failed_runs, report.sources);
    request.events.sources_end(report.sources);
    // One sentence for all of them, with the dates of what is used in their place.
    if (is_any_stood_in_for(report.sources))
    {
        const auto dates = dates_of_stale(report.sources);
        tell_of_network(request.events, state, dates, network.lost_names(), !dates.empty());
    }
    // Taken before rows are moved. An ingest alone sizes nothing and needs none.
    auto facts = request.steps.updates ? facts_of(ingested->used) : facts_by_id();
    if (!prepared.hub.token.empty())
        note_public_rows(facts, *ingested, prepared.sources.plans);
    // With --no-stale the user asked for what came, even if it is nothing.
    if (!request.chosen.no_stale && has_nothing(report.sources))
    {
        auto before = candidates_of_before(request, report);
        if (before.has_value())
            before->facts = std::move(facts);
        co_return before;
    }
    gathered_candidates out;
    out.facts = std::move(facts);
    out.ingested = std::move(*ingested);
    take_staged(out, report);
    co_return out;
}

gathered_candidates candidates_as_staged(prepared_run& prepared)
{
    gathered_candidates out;
    out.staged = std::move(prepared.staged);
    out.facts = std::move(prepared.facts);
    return out;
}

void stage_again(
    const run_request& request, const data_files& own, gathered_candidates& into, run_report& report
)
{
    // The listings are staged from the beginning: a new name may merge two rows that were apart.
    stage_candidates(policy_for(request, own), *into.ingested);
    take_staged(into, report);
}

}  // namespace muster
