#include "trim.hpp"

namespace muster {

std::string_view trimmed(std::string_view text) noexcept
{
    // Those of ASCII, where std::isspace would ask the locale.
    constexpr std::string_view space = " \t\n\v\f\r";
    const auto begin = text.find_first_not_of(space);
    return begin == std::string_view::npos
               ? std::string_view{}
               : text.substr(begin, text.find_last_not_of(space) + 1 - begin);
}

}  // namespace muster
