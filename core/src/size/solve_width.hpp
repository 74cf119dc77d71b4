#pragma once

#include "totals.hpp"

#include <optional>

namespace muster {

/// Where the configuration does not say how wide the feed-forward part is, the width that makes
/// the formula equal to the total to the parameter.
///
/// The head is tied or not, and extras are stored or not, as far as the configuration leaves that
/// open. Nothing when no width fits, or when what fits counts different weights.
std::optional<total_reading> explain_by_width(const formula_size& formula, std::uint64_t total);

}  // namespace muster
