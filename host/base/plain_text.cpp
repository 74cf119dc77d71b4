#include "plain_text.hpp"

#include "text/hex.hpp"
#include "text/utf8.hpp"

namespace muster {

namespace {

// C0, DEL, C1 (U+0080 to U+009F, two bytes), separators of lines (U+2028, U+2029) and what turns
// the direction (U+202A to U+202E, U+2066 to U+2069; three bytes): a terminal obeys all of them,
// and text from outside could hide or forge what it shows.
bool is_control(std::string_view character) noexcept
{
    const auto at = [character](std::size_t i) { return static_cast<unsigned char>(character[i]); };
    if (at(0) == 0xE2U)
        return (at(1) == 0x80U && at(2) >= 0xA8U && at(2) <= 0xAEU) ||
               (at(1) == 0x81U && at(2) >= 0xA6U && at(2) <= 0xA9U);
    return at(0) < 0x20U || at(0) == 0x7FU || (at(0) == 0xC2U && at(1) < 0xA0U);
}

void append_escaped(std::string& out, std::string_view bytes)
{
    for (const char byte : bytes)
        append_hex(out += "\\x", byte);
}

}  // namespace

std::string plain_text(std::string_view text, std::size_t bytes_limit)
{
    std::string out;
    while (!text.empty())
    {
        // Checked between characters, so that none is cut.
        if (out.size() >= bytes_limit)
            return out + "…";
        const auto length = utf8_length(text);
        // An invalid byte is escaped by itself; what follows it may be valid again.
        const auto character = text.substr(0, length == 0 ? 1 : length);
        if (length == 0 || is_control(character))
            append_escaped(out, character);
        else
            out += character;
        text.remove_prefix(character.size());
    }
    return out;
}

}  // namespace muster
