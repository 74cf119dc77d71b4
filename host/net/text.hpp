#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace muster {

/// ASCII alone, whatever the locale.
inline std::string lower(std::string_view text)
{
    std::string out(text);
    for (auto& c : out)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

/// Without spaces and tabs at its ends.
inline std::string_view trim(std::string_view text) noexcept
{
    constexpr std::string_view blanks = " \t";
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

}  // namespace muster
