#pragma once

#include "source_report.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace muster {

/// In how many runs in a row each source failed or answered in part, by name. Others are not in it.
///
/// Nothing is held back for it: a plugin that fails costs its own worker, so each run asks it anew.
using failed_runs = std::map<std::string, std::uint64_t>;

/// From run_report.json of the last run; empty when there is none, or it has no such counts.
failed_runs read_failed_runs(const std::filesystem::path& data);

/// Counts one more run. Sources that were not in it keep their count.
void count_run(failed_runs& counts, const std::vector<source_report>& sources);

}  // namespace muster
