#pragma once

#include "text/text_parts.hpp"

#include <cstddef>
#include <functional>
#include <string_view>

namespace muster {

/// Makes the parts of a text on the cores there are, and has them used one after the other, in
/// their order: each by the thread that made it, while others make the next ones.
///
/// use: false ends the work, and false is returned. Where making or using one throws, so does this.
/// No later part is used then. threads: as for on_cores.
bool use_in_order(
    const text_parts& text,
    const std::function<bool(std::string_view)>& use,
    std::size_t threads = 0
);

}  // namespace muster
