#pragma once

#include <string_view>

namespace muster {

/// Without white space (ASCII, as isspace in the C locale) at either end.
std::string_view trimmed(std::string_view text) noexcept;

}  // namespace muster
