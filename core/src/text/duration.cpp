#include "duration.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace muster {

namespace {

struct unit
{
    std::string_view suffix;
    double milliseconds;
};

constexpr std::array units = {
    unit{"", 1e3},
    unit{"ms", 1.0},
    unit{"s", 1e3},
    unit{"m", 6e4},
    unit{"h", 3.6e6},
    unit{"d", 8.64e7}};

// 1000 days: deadlines are added to the clock's 64-bit nanoseconds, which must not overflow.
constexpr double longest_milliseconds = 1000 * 8.64e7;

}  // namespace

std::optional<std::chrono::milliseconds> read_duration(std::string_view text) noexcept
{
    double amount = 0;
    const auto* const end = text.data() + text.size();
    // from_chars, since strtod depends on the locale; `fixed`, since "1e3" is no duration that
    // people write.
    const auto [rest, error] = std::from_chars(text.data(), end, amount, std::chars_format::fixed);
    if (error != std::errc{} || !std::isfinite(amount) || amount < 0)
        return {};
    // All that follows the number: "1.5 m" and "90x" match no suffix.
    const std::string_view suffix{rest, static_cast<std::size_t>(end - rest)};
    for (const auto& unit : units)
        if (unit.suffix == suffix && amount * unit.milliseconds <= longest_milliseconds)
            return std::chrono::milliseconds(std::llround(amount * unit.milliseconds));
    return {};
}

}  // namespace muster
