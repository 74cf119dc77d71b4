#pragma once

#include <cstddef>
#include <optional>

namespace muster {

struct terminal_size
{
    std::size_t columns = 0;
    std::size_t rows = 0;
};

/// Size of the terminal that standard error is; nothing when it is none, or one that cannot move
/// its cursor (TERM=dumb).
std::optional<terminal_size> size_of_terminal();

}  // namespace muster
