#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace muster {

/// In lower case, ASCII letters alone: std::tolower depends on the locale.
inline std::string lower(std::string_view text)
{
    std::string out(text);
    for (auto& c : out)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

/// Equal but for the case of ASCII letters. (beast::iequals of Boost 1.81 reads a byte past the end
/// of both.)
inline bool is_same_word(std::string_view a, std::string_view b) noexcept
{
    const auto lowered = [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) {
        return lowered(x) == lowered(y);
    });
}

/// Without spaces and tabs at either end: HTTP's optional white space.
inline std::string_view trim(std::string_view text) noexcept
{
    constexpr std::string_view blanks = " \t";
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

}  // namespace muster
