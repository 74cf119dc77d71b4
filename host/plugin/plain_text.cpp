#include "plain_text.hpp"

namespace muster {

namespace {

bool is_tail(unsigned char byte) noexcept { return (byte & 0xC0U) == 0x80U; }

// Of the UTF-8 sequence the text begins with; 0 when it begins with none. Overlong forms,
// surrogates and what is past U+10FFFF are none.
std::size_t sequence_bytes(std::string_view text) noexcept
{
    const auto at = [text](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i])
                               : static_cast<unsigned char>(0);
    };
    const unsigned lead = at(0);
    const unsigned second = at(1);
    if (lead < 0x80U)
        return lead >= 0x20U && lead != 0x7FU ? 1 : 0;
    if (!is_tail(at(1)))
        return 0;
    if (lead >= 0xC2U && lead <= 0xDFU)
        return second >= 0xA0U || lead != 0xC2U ? 2 : 0;  // U+0080 to U+009F are controls
    if (lead >= 0xE0U && lead <= 0xEFU && is_tail(at(2)))
        return (lead == 0xE0U && second < 0xA0U) || (lead == 0xEDU && second > 0x9FU) ? 0 : 3;
    if (lead >= 0xF0U && lead <= 0xF4U && is_tail(at(2)) && is_tail(at(3)))
        return (lead == 0xF0U && second < 0x90U) || (lead == 0xF4U && second > 0x8FU) ? 0 : 4;
    return 0;
}

void append_escaped(std::string& out, char byte)
{
    static constexpr std::string_view hex = "0123456789abcdef";
    const auto value = static_cast<unsigned char>(byte);
    out += "\\x";
    out += hex[value >> 4U];
    out += hex[value & 0xFU];
}

}  // namespace

std::string plain_text(std::string_view text, std::size_t bytes_limit)
{
    std::string out;
    while (!text.empty())
    {
        if (out.size() >= bytes_limit)
            return out + "…";
        const auto size = sequence_bytes(text);
        if (size == 0)
            append_escaped(out, text[0]);
        else
            out += text.substr(0, size);
        text.remove_prefix(size == 0 ? 1 : size);
    }
    return out;
}

}  // namespace muster
