#include "pipeline.hpp"

#include "catalog/changes.hpp"
#include "data/last_report.hpp"
#include "data/saved_questions.hpp"
#include "files/pending_files.hpp"
#include "gather_candidates.hpp"
#include "held_changes.hpp"
#include "json/array_of.hpp"
#include "muster/json_text.hpp"
#include "names_and_builds.hpp"
#include "network_for.hpp"
#include "prepare_run.hpp"
#include "row_lifecycle.hpp"
#include "run_history.hpp"
#include "size_candidates.hpp"
#include "sources/listing_snapshot.hpp"
#include "staging/stage.hpp"

#include <boost/asio/this_coro.hpp>

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace muster {

namespace {

// The report tells how far the run came; everything else stays as it was.
failure stopped(const fs::path& data, bool is_dry, run_report& report)
{
    report.was_interrupted = true;
    // A dry run writes nothing, and no word of its end either.
    if (is_dry)
        return interrupted("no output was changed");
    pending_files files;
    files.add(data / run_report_file_name, to_json_text(to_json(report)));
    const auto written = files.write();
    if (written.has_error())
        return written.error();
    return interrupted("no output was changed");
}

// Sizing asks the Hub, whatever the sources are.
std::vector<std::string> places_to_ask(const prepared_run& prepared, bool updates)
{
    auto places = places_of(prepared.sources.plans);
    if (updates)
        places.push_back(prepared.hub.endpoint);
    return places;
}

// add_listings() and add_staged() refer to the candidates, which must outlive the writing.
void add_listings(pending_files& files, const fs::path& data, const ingest_result& ingested)
{
    for (const auto& listing : ingested.keep)
        files.add(
            snapshot_file(data, listing.published.plugin, listing.question), snapshot_text(listing)
        );
}

void add_staged(
    pending_files& files, const run_request& request, const gathered_candidates& candidates
)
{
    const auto& data = request.chosen.data_directory;
    if (const auto aside = keep_damaged_staging_file(files, data))
        request.events.warn(
            "the staging file cannot be read: it is made anew, and what it was is kept in " +
            aside->string()
        );
    files.add(data / staging_file_name, staging_text(candidates.staged));
}

// No file is made for nothing; an emptied list is written over an older one.
void add_unless_empty(pending_files& files, const fs::path& file, bool is_empty, std::string text)
{
    std::error_code ec;
    if (!is_empty || fs::exists(file, ec))
        files.add(file, std::move(text));
}

void add_unlisted(
    pending_files& files, const fs::path& data, const std::vector<unlisted_model>& unlisted
)
{
    add_unless_empty(files, data / unlisted_file_name, unlisted.empty(), write_unlisted(unlisted));
}

// A run may be killed between two files. A model that moves is written to where it goes before it
// is taken from where it was, so that it is never in neither: unlisted.json, the staging file,
// archive.json, models.json, and unlisted.json once more. changes.jsonl comes first: what then did
// not happen the next run takes back.
void add_updated(
    pending_files& files, const fs::path& data, updated_files updated, const run_report& report
)
{
    if (updated.changes)
        files.add(data / changes_file_name, std::move(*updated.changes));
    files.add(data / evidence_file_name, std::move(updated.evidence));
    auto in_either = updated.archive;
    in_either.insert(in_either.end(), updated.returning.begin(), updated.returning.end());
    add_unless_empty(files, data / archive_file_name, in_either.empty(), write_archive(in_either));
    files.add(data / models_file_name, std::move(updated.models));
    if (!updated.returning.empty())
        files.add(data / archive_file_name, write_archive(updated.archive));
    add_held_changes(files, data, report.held);
    add_unlisted(files, data, updated.unlisted);
}

// Throws work_interrupted when it is stopped before anything is written.
asio::awaitable<result<void>>
take_steps(const run_request& request, prepared_run& prepared, run_report& report)
{
    const auto& data = request.chosen.data_directory;
    const auto executor = co_await asio::this_coro::executor;
    network_for network(executor, request, prepared.hub, prepared.sources.credentials);

    // `update` alone begins with the staging file, edits included; asking the sources makes it
    // anew.
    auto candidates = candidates_as_staged(prepared);
    if (request.steps.ingests)
    {
        auto looking = network.find(places_to_ask(prepared, request.steps.updates));
        prepared.network = co_await std::move(looking);
        // All sources at once; for one that fails or shrinks, its last complete listing stands in.
        auto asking = gather_candidates(request, network, prepared, report);
        auto gathered = co_await std::move(asking);
        if (gathered.has_error())
            co_return gathered.error();
        candidates = std::move(*gathered);
    }
    throw_if_requested(request.stop);

    pending_files files;
    // Without any candidates models.json would become the catalog alone.
    const bool updates = request.steps.updates && candidates.are_known;
    std::optional<updated_files> updated;
    if (updates)
    {
        // Evidence is asked for as core/src/size/ladder.hpp decides; then publish() makes the rows
        // of models.json, in which what the catalog says wins over what was derived. Some of the
        // steps before are taken again where the Hub answers under another name.
        auto sizing = size_candidates(request, network, prepared, candidates, report);
        updated = co_await std::move(sizing);
    }
    throw_if_requested(request.stop);
    network.warn_of_refused_credentials();

    if (candidates.ingested && prepared.are_rows_known)
    {
        // Names may have been found while sizing: what is missing is looked at with them. An update
        // has done so, and has taken the rows.
        const auto unlisted =
            updated ? updated->found_unlisted : unlisted_now(request, prepared, candidates);
        if (!updates)
            report.unlisted = array_of(unlisted);
        add_unlisted(files, data, unlisted);
    }
    if (candidates.ingested)
    {
        add_staged(files, request, candidates);
        add_names_and_builds(files, request, prepared, *candidates.ingested, report);
    }
    if (updated)
        add_updated(files, data, std::move(*updated), report);
    // After what was found by comparing with the listings of before.
    if (candidates.ingested)
        add_listings(files, data, *candidates.ingested);
    // After the files it looks at have been added.
    add_history(files, data, report);
    files.add(data / run_report_file_name, to_json_text(to_json(report)));
    if (!request.chosen.dry_run)
        co_return files.write(request.stop);
    auto changes = files.changes();
    if (changes.has_error())
        co_return changes.error();
    report.would_change = std::move(*changes);
    co_return result<void>();
}

}  // namespace

// Called by the commands run, ingest and update (host/program/run_commands.cpp).
asio::awaitable<result<run_report>> run_pipeline(const run_request& request)
{
    auto prepared = prepare_run(request);
    if (prepared.has_error())
        co_return prepared.error();
    auto report = std::move(prepared->report);
    try
    {
        auto taking = take_steps(request, *prepared, report);
        const auto taken = co_await std::move(taking);
        if (taken.has_error())
            co_return taken.error();
        co_return std::move(report);
    }
    catch (const work_interrupted&)
    {
        const auto& chosen = request.chosen;
        co_return stopped(chosen.data_directory, chosen.dry_run, report);
    }
}

}  // namespace muster
