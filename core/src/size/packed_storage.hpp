#pragma once

#include "storage.hpp"

#include <vector>

namespace muster {

/// Ways in which quantised weights are stored and counted: as weights or as the words that hold
/// several, with scales and zero points or without, all matrices or only some sorts of them.
std::vector<storage> packed_choices(const formula_size& formula);

}  // namespace muster
