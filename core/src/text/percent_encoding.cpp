#include "muster/percent_encoding.hpp"

#include "hex.hpp"

namespace muster {

std::string percent_encoded(std::string_view text)
{
    // RFC 3986, 2.3: with letters and digits these need no encoding anywhere in a URL.
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
