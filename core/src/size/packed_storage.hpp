#pragma once

#include "storage.hpp"

#include <vector>

namespace muster {

/// Ways in which what is packed is stored and counted. Hub totals count words or the weights in
/// them, and scales or not, by the date of the push; what is packed is the configuration's to say.
std::vector<storage> packed_choices(const formula_size& formula);

}  // namespace muster
