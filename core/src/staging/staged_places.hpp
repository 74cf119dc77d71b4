#pragma once

#include "table/candidate_table.hpp"

#include <cstddef>
#include <map>
#include <span>
#include <string>

namespace muster {

/// Where some models stand in a table that may have a million: the first of each, by folded id.
std::map<std::string, std::size_t>
staged_places(std::span<const std::string> folded_ids, const candidate_table& staged);

}  // namespace muster
