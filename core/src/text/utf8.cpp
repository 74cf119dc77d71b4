#include "utf8.hpp"

#include <cstdint>
#include <cstring>

namespace muster {

namespace {

// Continuation bytes are 10xxxxxx.
bool is_tail(unsigned byte) noexcept { return (byte & 0xC0U) == 0x80U; }

constexpr std::uint64_t not_ascii = 0x8080808080808080U;  // the high bit of eight bytes

std::uint64_t eight_bytes(const char* from) noexcept
{
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, from, sizeof bytes);
    return bytes;
}

bool is_ascii(std::string_view text) noexcept
{
    std::uint64_t seen = 0;
    if (text.size() < sizeof seen)
        for (const char c : text)
            seen |= static_cast<unsigned char>(c);
    else
    {
        // Whole words, then the last eight bytes once more as one word that may overlap.
        for (std::size_t i = 0; i + sizeof seen < text.size(); i += sizeof seen)
            seen |= eight_bytes(text.data() + i);
        seen |= eight_bytes(text.data() + text.size() - sizeof seen);
    }
    return (seen & not_ascii) == 0;
}

}  // namespace

std::size_t utf8_length(std::string_view text) noexcept
{
    // 0 beyond the end: no valid tail, so that a cut character fails by itself.
    const auto at = [text](std::size_t i) -> unsigned {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto lead = at(0);
    const auto second = at(1);
    if (lead < 0x80U)
        return text.empty() ? 0 : 1;
    if (!is_tail(second))
        return 0;
    // C0 and C1 would begin overlong forms of ASCII.
    if (lead >= 0xC2U && lead <= 0xDFU)
        return 2;
    if (lead >= 0xE0U && lead <= 0xEFU && is_tail(at(2)))
        // E0 80..9F is overlong, ED A0..BF are the surrogates.
        return (lead == 0xE0U && second < 0xA0U) || (lead == 0xEDU && second > 0x9FU) ? 0 : 3;
    if (lead >= 0xF0U && lead <= 0xF4U && is_tail(at(2)) && is_tail(at(3)))
        // F0 80..8F is overlong, F4 90.. is past U+10FFFF.
        return (lead == 0xF0U && second < 0x90U) || (lead == 0xF4U && second > 0x8FU) ? 0 : 4;
    return 0;
}

bool is_utf8(std::string_view text) noexcept
{
    if (is_ascii(text))
        return true;  // nearly all text is
    while (!text.empty())
    {
        const auto length = utf8_length(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

}  // namespace muster
