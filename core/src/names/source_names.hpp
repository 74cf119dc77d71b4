#pragma once

#include "collect_names.hpp"

#include <vector>

namespace muster {

/// The names that sources use, in this run or earlier. A name may be among them more than once, in
/// several letter cases.
std::vector<known_name> names_of_sources(const name_material& material);

}  // namespace muster
