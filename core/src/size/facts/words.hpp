#pragma once

#include <string_view>

namespace muster {

/// Takes the first word off a text of words that are separated by single spaces; empty at the end.
constexpr std::string_view next_word(std::string_view& words) noexcept
{
    const auto end = words.find(' ');
    const auto word = words.substr(0, end);
    words.remove_prefix(end == std::string_view::npos ? words.size() : end + 1);
    return word;
}

/// Whether a word is one of those separated by spaces.
constexpr bool is_one_of(std::string_view word, std::string_view words) noexcept
{
    while (!words.empty())
        if (next_word(words) == word)
            return true;
    return false;
}

}  // namespace muster
