#pragma once

#include "text/chunked_text.hpp"

#include <cstddef>
#include <functional>
#include <string_view>

namespace muster {

/// Makes the parts of a text on all cores and passes them to `use` one after the other, in order:
/// each on the thread that made it, while others make the next ones.
///
/// `use` returns false to end the work; then so does this. Rethrows what making or using a part
/// throws; later parts are not used then. `threads`: as for on_cores().
bool write_in_order(
    const chunked_text& text,
    const std::function<bool(std::string_view)>& use,
    std::size_t threads = 0
);

}  // namespace muster
