#pragma once

#include <cstddef>
#include <string_view>

namespace muster {

/// The size in bytes of the character that a text begins with; 0 when that is not valid UTF-8:
/// overlong forms, surrogates and values past U+10FFFF are not (RFC 3629).
std::size_t utf8_length(std::string_view text) noexcept;

/// Whether all of a text is valid UTF-8. Linear; eight bytes at a time while it is ASCII.
bool is_utf8(std::string_view text) noexcept;

}  // namespace muster
