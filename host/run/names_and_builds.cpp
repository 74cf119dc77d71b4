#include "names_and_builds.hpp"

#include "base/amounts.hpp"
#include "base/clock.hpp"
#include "base/threaded_for.hpp"
#include "builds/builds_file.hpp"
#include "builds/find_builds.hpp"
#include "json/array_of.hpp"
#include "names/collect_names.hpp"
#include "names/names_file.hpp"
#include "staging/canonical_ids.hpp"
#include "table/spelling.hpp"

#include <boost/json/object.hpp>

namespace fs = std::filesystem;
namespace json = boost::json;

namespace muster {

namespace {

// Everything in it can be found again, but the first days.
std::vector<known_name> names_before(const run_request& request, const fs::path& file)
{
    auto names = read_own(file, std::vector<known_name>(), read_names);
    if (names.has_value())
        return std::move(*names);
    request.events.warn(names.error().where + "; names.json is made anew");
    return {};
}

// Since when the source lists what it lists: a day that does not depend on when it was asked.
std::string day_of_listing(const source_report& source, const std::string& now)
{
    if (!source.unchanged_since.empty())
        return day_of(source.unchanged_since);
    return day_of(source.since.empty() ? now : source.since);
}

std::vector<naming_source> naming_sources(const ingest_result& ingested, const std::string& now)
{
    std::vector<naming_source> out;
    for (const auto& one : ingested.sources)
        // Of a source that gave nothing, what it said before stays.
        if (one.used_as != usage::none)
            out.push_back({one.name, one.label, day_of_listing(one, now)});
    return out;
}

std::vector<unresolved_name> unresolved_names(const ingest_result& ingested)
{
    std::vector<unresolved_name> out;
    for (const auto& source : ingested.sources)
        out.insert(out.end(), source.unresolved.begin(), source.unresolved.end());
    return out;
}

// Names in Ollama's library are made from what the Hub lists, and known since it does.
std::string day_of_builds(const std::vector<naming_source>& sources, const std::string& now)
{
    for (const auto& one : sources)
        if (one.plugin == hub_client_id)
            return one.day;
    return day_of(now);
}

json::object doubtful_to_json(const doubtful_build& one)
{
    return {{"model_id", one.repository}, {"base_model", one.base}, {"reason", one.reason}};
}

void tell_of_builds(const found_builds& found, run_report& report)
{
    std::uint64_t builds = 0;
    std::uint64_t beyond = 0;
    for (const auto& one : found.models)
    {
        builds += one.builds.size();
        beyond += one.not_listed;
    }
    report.steps["builds"] = builds;
    if (beyond > 0)
        report.notes.push_back(
            "builds.json lists " + std::to_string(builds_per_model_limit) +
            " builds of a model, the most downloaded: " + count_of(beyond, "build") +
            (beyond == 1 ? " is" : " are") + " not in it"
        );
    report.doubtful_builds = array_of(found.doubtful, doubtful_to_json);
}

void tell_of_names(const std::vector<known_name>& names, run_report& report)
{
    for (const auto how : {certainty::certain, certainty::likely})
        report.steps["names_" + std::string(to_string(how))] =
            static_cast<std::uint64_t>(std::ranges::count(names, how, &known_name::how));
}

// Backwards: the spelling of the most trusted listing is given last.
void spell_as_listed(const std::vector<std::string*>& ids, const ingest_result& ingested)
{
    for (auto listing = ingested.listings.rbegin(); listing != ingested.listings.rend(); ++listing)
        muster::spell_as_listed(ids, listing->candidates);
}

std::vector<std::string*> ids_in(found_builds& found)
{
    std::vector<std::string*> ids;
    for (auto& one : found.models)
        ids.push_back(&one.model_id);
    return ids;
}

std::vector<std::string*> ids_in(std::vector<known_name>& names)
{
    std::vector<std::string*> ids;
    for (auto& one : names)
    {
        if (!one.model_id.empty())
            ids.push_back(&one.model_id);
        for (auto& other : one.others)
            ids.push_back(&other);
    }
    return ids;
}

}  // namespace

void add_names_and_builds(
    pending_files& files,
    const run_request& request,
    const prepared_run& prepared,
    const ingest_result& ingested,
    run_report& report
)
{
    const auto& data = request.chosen.data_directory;
    const auto aliases = aliases_of(prepared.own);
    const auto decisions = decisions_of(prepared.own);
    const canonical_ids present(ingested.listings, aliases);
    build_rules rules;
    rules.today = [&present](const std::string& id) { return present.of(id); };
    rules.is_rejected = [&decisions](std::string_view id) { return decisions.is_rejected(id); };
    // From the listings as they came: staging may have left quantised copies out.
    auto found = find_builds(ingested.used, rules, threaded_for_until(request.stop));
    spell_as_listed(ids_in(found), ingested);

    const auto sources = naming_sources(ingested, request.now);
    const auto unresolved = unresolved_names(ingested);
    const auto before = names_before(request, data / names_file_name);
    name_material material;
    material.sources = sources;
    material.listings = ingested.listings;
    material.inferred = ingested.inferred;
    material.unresolved = unresolved;
    material.histories = &ingested.id_histories;
    material.decisions = prepared.own.decisions;
    // After the builds were found: what holds them is a name of the model as well.
    material.builds = found.models;
    material.today = rules.today;
    material.before = before;
    material.day = day_of_builds(sources, request.now);
    auto names = collect_names(material);
    spell_as_listed(ids_in(names), ingested);

    tell_of_builds(found, report);
    tell_of_names(names, report);
    files.add(data / builds_file_name, write_builds(found.models));
    files.add(data / names_file_name, write_names(names));
}

}  // namespace muster
