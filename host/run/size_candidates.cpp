#include "size_candidates.hpp"

#include "base/clock.hpp"
#include "base/threaded_for.hpp"
#include "row_lifecycle.hpp"

namespace asio = boost::asio;

namespace muster {

namespace {

// What the Hub calls a model may lead to another name once more, and no further.
constexpr int naming_passes_limit = 3;

/// The candidates under the names that are known now, and what no source lists under any of them.
update_material material_now(
    const run_request& request, const prepared_run& prepared, const gathered_candidates& candidates
)
{
    auto material = material_from(candidates.staged, prepared.own);
    material.facts = &candidates.facts;
    material.wanted_licenses = request.chosen.licenses;
    material.unlisted = unlisted_now(request, prepared, candidates);
    material.today = day_of(request.now);
    material.over = threaded_for_until(request.stop);
    return material;
}

// Where listings stand in, that was told of already.
void tell_of_evidence(
    const run_request& request, const network_for& network, const run_report& report
)
{
    if (is_any_stood_in_for(report.sources) || report.evidence_since.empty())
        return;
    tell_of_network(request.events, report.network, {report.evidence_since}, network.lost_names());
}

}  // namespace

asio::awaitable<updated_files> size_candidates(
    const run_request& request,
    network_for& network,
    prepared_run& prepared,
    gathered_candidates& candidates,
    run_report& report
)
{
    auto sizing = network.sizing();
    // Most data directories have no archive, and the names of all candidates cost time.
    if (!prepared.own.archive.empty())
        recall_evidence(prepared.own, candidates.staged);
    auto material = material_now(request, prepared, candidates);
    // Of others it would only be asked where listings lead to the archive.
    sizing.keeps_all_evidence = false;
    use_network(sizing, prepared.network);
    // An update with all evidence at hand needs no network, and must not wait for one.
    if (!request.steps.ingests)
        sizing.before_asking = [&](size_context& context) -> asio::awaitable<void> {
            auto looking = network.find({prepared.hub.endpoint});
            prepared.network = co_await std::move(looking);
            report.network = prepared.network;
            use_network(context, prepared.network);
        };
    traffic spent;
    std::size_t asked = 0;
    for (int pass = 1;; ++pass)
    {
        // Refers to the material, which the next pass replaces: made anew each time.
        const auto models = models_to_size(material);
        request.events.sizes_begin(models.count);
        auto work = size_models(models, evidence_by_canonical_id(prepared.own), sizing);
        auto found = co_await std::move(work);
        request.events.sizes_end();
        // Of all passes: the report tells what the run has cost.
        found.spent.requests += spent.requests;
        spent = found.spent;
        found.asked += asked;
        asked = found.asked;
        // Once: a second pass knows of the network.
        sizing.before_asking = nullptr;
        const auto words = take_hub_words(found, prepared.own.known, material.unlisted);
        // The next pass, and the names it derives, see what the Hub answered in this one.
        prepared.own.known = found.keep;
        if (!prepared.own.archive.empty())
            recall_renames(prepared.own, candidates.staged, prepared.published);
        // Without a change of names a second pass would find the same.
        if (pass < naming_passes_limit && !sizing.is_stopped())
        {
            if (candidates.ingested)
                // Only what was ingested in this run can be staged again; a staging file stands.
                stage_again(request, prepared.own, candidates, report);
            auto now = material_now(request, prepared, candidates);
            // Names of today and the list decide what a pass finds; popularity and licences do not.
            const bool is_same =
                now.staged == material.staged && now.names.today == material.names.today;
            material = std::move(now);
            if (!is_same)
                continue;
        }
        if (!candidates.ingested)
            // Without listings only the staged licences are known.
            report.licenses = find_licenses(candidates.staged, {});
        material.licenses = &report.licenses;
        // Of the last pass alone: earlier material is thrown away.
        material.before = std::move(prepared.published);
        material.changes = std::move(prepared.changes);
        material.words = words;
        auto files = update_models(material, found, report);
        for (const auto& sentence : files.warnings)
            request.events.warn(sentence);
        tell_of_evidence(request, network, report);
        co_return files;
    }
}

}  // namespace muster
