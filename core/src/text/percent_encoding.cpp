#include "muster/percent_encoding.hpp"

#include "hex.hpp"

namespace muster {

std::string percent_encoded(std::string_view text)
{
    constexpr std::string_view plain = "-._~";
    std::string out;
    for (const char c : text)
    {
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (is_letter || (c >= '0' && c <= '9') || plain.find(c) != std::string_view::npos)
            out += c;
        else
            append_hex(out += '%', c, capital_hex_digits);
    }
    return out;
}

}  // namespace muster
