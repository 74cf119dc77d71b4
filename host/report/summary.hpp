#pragma once

#include "run/run_report.hpp"

#include <filesystem>
#include <string>

namespace muster {

/// What a run did, in a few lines that a newcomer understands. Without a newline at the end.
std::string summary_text(const run_report& report, const std::filesystem::path& data);

}  // namespace muster
