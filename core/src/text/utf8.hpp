#pragma once

#include <cstddef>
#include <string_view>

namespace muster {

/// Bytes of the UTF-8 character that a text begins with; 0 when it begins with none. Overlong
/// forms, surrogates and what is past U+10FFFF are none.
std::size_t utf8_length(std::string_view text) noexcept;

bool is_utf8(std::string_view text) noexcept;

}  // namespace muster
