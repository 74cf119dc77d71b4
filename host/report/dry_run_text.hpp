#pragma once

#include "run/run_report.hpp"

#include <filesystem>
#include <string>

namespace muster {

/// What a run that wrote nothing would have changed: each file that people keep, and of the staging
/// file and of models.json the rows.
std::string dry_run_text(const run_report& report, const std::filesystem::path& data);

}  // namespace muster
