#pragma once

#include "muster/text_parts.hpp"

#include <cstddef>
#include <functional>
#include <string_view>

namespace muster {

/// Makes the parts of a text on the cores there are, and has them used one after the other, in
/// their order: each by the thread that made it, while others make the next ones.
///
/// Where making or using one throws, so does this, and no later one is used.
/// threads: how many to use, at least one; all cores otherwise.
void use_in_order(
    const text_parts& text,
    const std::function<void(std::string_view)>& use,
    std::size_t threads = 0
);

}  // namespace muster
