#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace muster::fuzz {

/// What a target does with one input, made by anybody. Each target defines it.
void take(std::string_view input);

}  // namespace muster::fuzz
