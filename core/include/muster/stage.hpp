#pragma once

#include "muster/candidate.hpp"
#include "muster/failure.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

inline constexpr std::string_view staging_file_name = "staging_candidates.json";

/// The order of the staging file: popularity from high to low, then id by bytes.
bool stands_before(const candidate& a, const candidate& b) noexcept;

/// The staging file, in the order given: a JSON list of objects with exactly the members model_id,
/// provider, license (null when unknown), source, popularity_score and tags.
std::string write_stage(std::span<const candidate> candidates);

/// Reads a staging file back, edits by people included. Fails with not_json or wrong_shape; the
/// `where` names the element.
result<std::vector<candidate>>
read_stage(std::string_view text, std::string_view file_name = staging_file_name);

}  // namespace muster
