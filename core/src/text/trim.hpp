#pragma once

#include <string_view>

namespace muster {

/// Without the white space around it.
std::string_view trimmed(std::string_view text) noexcept;

}  // namespace muster
