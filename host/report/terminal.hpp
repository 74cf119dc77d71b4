#pragma once

#include <cstddef>
#include <optional>

namespace muster {

/// Columns of the terminal that standard error is; nothing when it is none, or one that cannot
/// move its cursor (TERM=dumb).
std::optional<std::size_t> terminal_columns();

}  // namespace muster
