#include "prepare_run.hpp"

#include "base/clock.hpp"
#include "base/threaded_for.hpp"
#include "catalog/changes.hpp"
#include "data/data_directory.hpp"
#include "data/last_report.hpp"
#include "files/file_chunks.hpp"
#include "held_changes.hpp"

namespace muster {

namespace {

// An empty staging file would look as if every source had listed nothing.
failure no_sources(const settings& chosen)
{
    if (!chosen.skip.empty())
        return wrong_usage("--skip leaves no source to ask");
    return {
        errc::unavailable,
        "no plugin was found that can be used: muster sources says why, and --plugin-dir names "
        "another place to look"};
}

// Which sources are asked, and with what: an update asks none, and knows no plugin.
result<void> plan_if_asked(const run_request& request, prepared_run& out)
{
    if (!request.steps.ingests)
        return {};
    auto sources = plan_sources(request.found, request.chosen, request.options);
    if (sources.has_error())
        return sources.error();
    out.sources = std::move(*sources);
    for (const auto& sentence : out.sources.warnings)
        request.events.warn(sentence);
    if (out.sources.plans.empty() && out.sources.disabled.empty() && out.sources.unusable.empty())
        return no_sources(request.chosen);
    return {};
}

// Neither made, filled nor locked: a dry run changes nothing, and may be of a directory that it
// could not write to.
result<void> find_directory(const std::filesystem::path& data)
{
    std::error_code ec;
    if (std::filesystem::is_directory(data, ec))
        return {};
    return failure{
        make_error_code(boost::system::errc::no_such_file_or_directory),
        "there is no " + data.string() + ": a dry run starts none (muster run does)"};
}

result<void> open_directory(const run_request& request, prepared_run& out)
{
    const auto& data = request.chosen.data_directory;
    auto opened = open_data_directory(data);
    if (opened.has_error())
        return opened.error();
    // The first run copies the shipped data, so that it works without a network.
    if (opened->started == data_start::from_shipped)
        request.events.say(data.string() + " was started from the data that ships with muster");
    // Held until the run ends: two runs must not replace each other's files.
    out.lock.emplace(std::move(opened->lock));
    return {};
}

result<void> open_own_files(const run_request& request, prepared_run& out)
{
    const auto& data = request.chosen.data_directory;
    const auto opened =
        request.chosen.dry_run ? find_directory(data) : open_directory(request, out);
    if (opened.has_error())
        return opened.error();
    auto own = read_data_files(data, threaded_for_until(request.stop));
    if (own.has_error())
        return own.error();
    out.own = std::move(*own);
    return {};
}

result<void> read_what_was_staged(const settings& chosen, prepared_run& out)
{
    // Two large files, neither of which needs the other.
    std::optional<result<candidate_table>> staged;
    threaded_for(2, [&](std::size_t which) {
        if (which == 0)
            staged = read_staging_file(chosen.data_directory);
        else
            // What the last ingest saw of repositories stands in its snapshots, not in the staging
            // file.
            out.facts = read_saved_facts(chosen.data_directory, chosen.trust);
    });
    if (staged->has_error())
        return staged->error();
    out.staged = std::move(**staged);
    return {};
}

result<void> read_what_changed(const std::filesystem::path& data, prepared_run& out)
{
    std::error_code ec;
    // The first models.json is where the changes begin.
    if (!std::filesystem::exists(data / models_file_name, ec))
        return {};
    auto changes = text_of_file_if_there(data / changes_file_name);
    if (changes.has_error())
        return changes.error();
    out.changes = changes->value_or(chunked_text());
    return {};
}

// What the runs before left: who failed how often, what waits for a person, what is published.
result<void> read_what_was_before(const run_request& request, prepared_run& out)
{
    const auto& data = request.chosen.data_directory;
    auto& report = out.report;
    report.command = !request.steps.ingests ? "update" : request.steps.updates ? "run" : "ingest";
    report.date = request.now;
    report.failed_runs = read_failed_runs(data);
    auto held = read_held_rows(data);
    if (held.has_error())
        return held.error();
    report.still_held = std::move(*held);
    auto last = read_last_report(data);
    if (const auto* const date = last.if_contains("date"); date && date->is_string())
        out.last_day = day_of(std::string(date->get_string()));
    out.asked_before = questions_in(last);
    out.content_dates = content_dates_in(last);
    if (!request.steps.ingests)
        // An update asks no source: the findings of the ingest before it stay true and are passed
        // on.
        report.before = std::move(last);
    // Read before anything is asked: a damaged models.json must not cost the requests of a whole
    // run.
    auto published = read_published_rows(data, threaded_for_until(request.stop));
    if (published.has_error() && request.steps.updates)
        return published.error();
    // An ingest makes no row: what it would find of damaged ones, it leaves as it is.
    out.are_rows_known = published.has_value();
    if (published.has_value())
        out.published = std::move(*published);
    return request.steps.updates ? read_what_changed(data, out) : result<void>();
}

result<void> read_data(const run_request& request, prepared_run& out)
{
    const auto opened = open_own_files(request, out);
    if (opened.has_error())
        return opened.error();
    const auto staged =
        request.steps.ingests ? result<void>() : read_what_was_staged(request.chosen, out);
    if (staged.has_error())
        return staged.error();
    return read_what_was_before(request, out);
}

}  // namespace

result<prepared_run> prepare_run(const run_request& request)
{
    prepared_run out;
    // Before the data directory is touched: a slip on the command line must not start one.
    const auto planned = plan_if_asked(request, out);
    if (planned.has_error())
        return planned.error();
    const bool asks = request.steps.updates || asks_hub(out.sources);
    auto hub = find_hub_access(request.options, asks && !request.chosen.offline);
    if (hub.has_error())
        return hub.error();
    out.hub = std::move(*hub);
    if (request.chosen.offline)
        out.network = network_state::left_out;
    const auto read = read_data(request, out);
    if (read.has_error())
        return read.error();
    return out;
}

}  // namespace muster
