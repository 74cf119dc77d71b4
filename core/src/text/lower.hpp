#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace muster {

/// Letter case as ids, host names and words of protocols know it: of ASCII alone, whatever the
/// locale.
constexpr char lower_letter(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

inline std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower_letter);
    return out;
}

/// Letter case aside. (Beast 1.81's iequals reads a byte past the end of both.)
inline bool is_same_word(std::string_view a, std::string_view b) noexcept
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return x == y || lower_letter(x) == lower_letter(y);
           });
}

}  // namespace muster
