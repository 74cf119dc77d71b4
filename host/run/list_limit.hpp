#pragma once

#include <cstddef>

namespace muster {

/// How many models a list for people has: in the run report and on the review page. A listing may
/// have the whole Hub, of which the rest is told in numbers.
inline constexpr std::size_t listed_models_limit = 5'000;

}  // namespace muster
