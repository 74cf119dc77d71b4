#pragma once

#include <string>
#include <string_view>

namespace muster {

inline constexpr std::string_view hex_digits = "0123456789abcdef";
inline constexpr std::string_view capital_hex_digits = "0123456789ABCDEF";

/// Appends a byte as two hexadecimal digits.
inline void append_hex(std::string& out, char byte, std::string_view digits = hex_digits)
{
    const auto value = static_cast<unsigned char>(byte);
    out += digits[value >> 4U];
    out += digits[value & 0xFU];
}

}  // namespace muster
