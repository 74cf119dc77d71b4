#pragma once

#include "candidate_table.hpp"

#include <cstdint>
#include <vector>

namespace muster {

/// The positions of each model that is there more than once, letter case aside: few are. Rising in
/// a group, and the groups by their first.
std::vector<std::vector<std::uint32_t>> same_ids(const candidate_table& all);

}  // namespace muster
