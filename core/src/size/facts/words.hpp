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

}  // namespace muster
