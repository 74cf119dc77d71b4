#pragma once

#include <cstddef>
#include <optional>

namespace muster {

struct terminal_size
{
    std::size_t columns = 0;
    std::size_t rows = 0;
};

/// Size of the terminal on standard error; nothing when it is no terminal, or one that cannot move
/// its cursor (TERM=dumb).
std::optional<terminal_size> size_of_terminal();

/// How wide a line may be there; nothing when it is no terminal: a file or a pipe takes any.
std::optional<std::size_t> columns_of(int descriptor);

/// Whether letters written there may have colours: it is a terminal that knows them, and NO_COLOR
/// is not set.
bool takes_colours(int descriptor);

}  // namespace muster
