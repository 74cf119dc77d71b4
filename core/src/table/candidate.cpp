#include "candidate.hpp"

#include <algorithm>
#include <cmath>

namespace muster {

double popularity_score(const std::optional<double>& published) noexcept
{
    // Sources may publish NaN and negative ratings; the staging file has neither.
    return published && std::isfinite(*published) ? std::max(0.0, *published) : 0.0;
}

}  // namespace muster
