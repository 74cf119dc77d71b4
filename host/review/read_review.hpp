#pragma once

#include "muster/failure.hpp"
#include "review_data.hpp"

#include <filesystem>

namespace muster {

/// Reads all files of a data directory that the review page shows. Missing files count as empty.
///
/// `against`: an earlier data directory, staging file or models.json; empty for the state before
/// the last run. Fails when a file cannot be read or is damaged; with bad_value when `against`
/// holds nothing to compare with.
result<review_material>
read_review(const std::filesystem::path& data, const std::filesystem::path& against);

}  // namespace muster
