#include "own_state.hpp"

#include <cfenv>
#include <clocale>
#include <unistd.h>

namespace muster {

own_state look_at_oneself()
{
    own_state now;
    if (const auto* locale = std::setlocale(LC_ALL, nullptr))
        now.locale = locale;
    now.rounding = std::fegetround();
    for (auto** line = ::environ; line && *line; ++line)
        // With the NUL, so that two variables and one that contains both differ.
        now.environment.append(*line).push_back('\0');
    return now;
}

std::string changed_since(const own_state& before)
{
    const auto now = look_at_oneself();
    if (now.locale != before.locale)
        return "the locale";
    if (now.rounding != before.rounding)
        return "the rounding mode";
    return now.environment == before.environment ? "" : "the environment";
}

}  // namespace muster
