#pragma once

#include "files/pending_files.hpp"
#include "run_report.hpp"

#include <boost/json/array.hpp>

#include <filesystem>
#include <optional>
#include <string_view>

namespace muster {

/// Below the data directory: what runs leave for the review page. Not for git.
inline constexpr std::string_view history_directory_name = "history";

/// The verdicts of past runs, one JSON object a line, the latest last.
inline constexpr std::string_view runs_file_name = "runs.jsonl";

/// Where a staging file goes that an ingest could not read: people may have written into it.
inline constexpr std::string_view damaged_staging_file_name = "damaged_staging_candidates.json";

/// How many runs are remembered: three months of nightly ones.
inline constexpr std::size_t history_runs_limit = 100;

/// Holds the staging file and models.json as they were before the last run that changed them.
std::filesystem::path before_directory(const std::filesystem::path& data);

/// Adds what a run leaves behind: a line of history, and those of the files already added that it
/// is about to change, as they stand. What cannot be read is left out: history never fails a run.
void add_history(pending_files& files, const std::filesystem::path& data, const run_report& report);

/// Adds a copy of a staging file that cannot be parsed: an ingest is about to replace it. Returns
/// the path of the copy; nothing when the file is sound, or missing.
std::optional<std::filesystem::path>
keep_damaged_staging_file(pending_files& files, const std::filesystem::path& data);

/// The runs that are remembered, the latest last: objects of date, command, sources and steps.
/// Empty where there are none; lines that are no object are passed over.
boost::json::array read_history(const std::filesystem::path& data);

}  // namespace muster
