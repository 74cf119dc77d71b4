#include "http_date.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <string>

namespace muster {

namespace {

// A time_point of the system clock ends in 2262 (nanoseconds in 64 bits); later dates would
// overflow.
constexpr std::time_t last_date_seconds = 7'258'118'400;  // the year 2200

}  // namespace

std::optional<std::chrono::system_clock::time_point> parse_http_date(std::string_view text)
{
    // RFC 9110, 5.6.7: a recipient must accept all three.
    constexpr std::array formats = {
        "%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %d %H:%M:%S %Y"};
    const std::string whole(text);
    for (const auto* format : formats)
    {
        // strptime, as std::get_time of libstdc++ 12 accepts half a date.
        std::tm parts = {};
        const char* end = strptime(whole.c_str(), format, &parts);
        if (end != nullptr && *end == '\0')
            return std::chrono::system_clock::from_time_t(
                std::clamp(timegm(&parts), std::time_t{0}, last_date_seconds)
            );
    }
    return std::nullopt;
}

}  // namespace muster
