#pragma once

#include "candidate_table.hpp"
#include "parallel_for.hpp"

#include <cstdint>
#include <vector>

namespace muster {

/// The positions of candidates in the order of the staging file: popularity from high to low, then
/// id by bytes.
std::vector<std::uint32_t>
staging_sort(const candidate_table& candidates, const parallel_for& over);

}  // namespace muster
