#pragma once

#include "muster/failure.hpp"
#include "review_data.hpp"

#include <filesystem>

namespace muster {

/// Reads what a data directory has to show. Files that are missing are empty.
///
/// against: a data directory, a staging file or a models.json of earlier; empty for the state that
/// the last run kept. Fails when a file that is there cannot be read; with bad_value when
/// `against` is nothing to compare with.
result<review_material>
read_review(const std::filesystem::path& data, const std::filesystem::path& against);

}  // namespace muster
