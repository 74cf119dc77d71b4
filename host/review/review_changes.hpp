#pragma once

#include "muster/failure.hpp"
#include "review_data.hpp"

#include <filesystem>

namespace muster {

/// What is new in a data directory since `named`: an earlier one, a staging file or a models.json.
/// Fails with bad_value where nothing there can be compared.
result<review_changes>
changes_against(const std::filesystem::path& data, const std::filesystem::path& named);

/// The same since the state before the last run. What cannot be read is left out, as history never
/// makes a command fail.
review_changes changes_by_runs(const std::filesystem::path& data);

}  // namespace muster
