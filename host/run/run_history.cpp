#include "run_history.hpp"

#include "catalog/models.hpp"
#include "files/file_chunks.hpp"
#include "files/file_io.hpp"
#include "json/array_of.hpp"
#include "muster/json_text.hpp"
#include "staging/stage.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace fs = std::filesystem;
namespace json = boost::json;

namespace muster {

namespace {

fs::path runs_file(const fs::path& data) { return data / history_directory_name / runs_file_name; }

json::object source_in_history(const source_report& source)
{
    json::object out{
        {"name", source.name},
        {"verdict", to_string(source.outcome)},
        {"used", to_string(source.used_as)},
        {"records", source.models}};
    // What came, also when it was not used: the review page draws it.
    if (source.progress.pages > 0)
        out["listed"] = source.listed;
    if (!source.content_date.empty())
        out["content_date"] = source.content_date;
    return out;
}

json::object history_line(const run_report& report)
{
    json::object steps;
    for (const auto& [name, count] : report.steps)
        steps[name] = count;
    return {
        {"date", report.date},
        {"command", report.command},
        {"sources", array_of(report.sources, source_in_history)},
        {"steps", std::move(steps)}};
}

// A run that leaves a file as it is keeps what is known of the last change.
void keep_as_it_was(pending_files& files, const fs::path& data, std::string_view name)
{
    // Not written in this run: what is kept of the last change stays as well.
    const auto* const next = files.content_of(data / name);
    if (!next)
        return;
    auto before = text_of_file(data / name);
    if (before.has_error())
        return;
    // Compared in pieces: a staging file of the whole Hub has 500 MB. Once is enough: writing the
    // same content would compare it again.
    if (has_content(data / name, *next))
        files.leave_as_it_is(data / name);
    else
        files.add(before_directory(data) / name, std::move(*before));
}

}  // namespace

fs::path before_directory(const fs::path& data) { return data / history_directory_name / "before"; }

void add_history(pending_files& files, const fs::path& data, const run_report& report)
{
    // A file that cannot be read begins anew: history informs, and must not stop a run.
    auto runs = read_history(data);
    runs.push_back(history_line(report));
    std::string text;
    // The oldest go first, so that the file does not grow for ever.
    const auto left_out = runs.size() - std::min(runs.size(), history_runs_limit);
    for (std::size_t i = left_out; i < runs.size(); ++i)
        // A line a run (JSON lines), so that `tail` and `jq` can read it.
        text += json::serialize(runs[i]) + '\n';
    files.add(runs_file(data), std::move(text));
    keep_as_it_was(files, data, staging_file_name);
    keep_as_it_was(files, data, models_file_name);
}

std::optional<fs::path> keep_damaged_staging_file(pending_files& files, const fs::path& data)
{
    const auto file = data / staging_file_name;
    stage_check check;
    const auto read = for_each_chunk(file, [&check](std::string_view chunk) { check.take(chunk); });
    auto content = text_of_file(file);
    // A file that cannot even be read cannot be kept; the writing that follows says why.
    if (read.has_error() || content.has_error() || check.is_readable())
        return {};
    auto aside = data / history_directory_name / damaged_staging_file_name;
    files.add(aside, std::move(*content));
    return aside;
}

json::array read_history(const fs::path& data)
{
    json::array runs;
    const auto text = read_file(runs_file(data));
    if (text.has_error())
        return runs;
    std::string_view rest = *text;
    while (!rest.empty())
    {
        const auto end = std::min(rest.find('\n'), rest.size());
        auto line = parse_json(rest.substr(0, end), runs_file_name);
        // A line that a crash cut short costs that run and no other.
        if (line.has_value() && line->is_object())
            runs.push_back(std::move(*line));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return runs;
}

}  // namespace muster
