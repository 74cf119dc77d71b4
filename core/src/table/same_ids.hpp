#pragma once

#include "candidate_table.hpp"
#include "parallel_for.hpp"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace muster {

/// Positions of a candidate and of a later one with the same id.
using repeat = std::pair<std::uint32_t, std::uint32_t>;

/// Of all candidates whose id is there more than once: few are. By the position of the first, and
/// then of the later ones.
std::vector<repeat> repeats_in(const candidate_table& all, const parallel_for& over);

/// Those of one first candidate each. They refer to the repeats.
std::vector<std::span<const repeat>> by_first(std::span<const repeat> repeats);

}  // namespace muster
