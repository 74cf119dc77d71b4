#include "net/http_date.hpp"

#include <array>
#include <ctime>
#include <iomanip>
#include <locale>
#include <sstream>
#include <string>

namespace muster {

std::optional<std::chrono::system_clock::time_point> parse_http_date(std::string_view text)
{
    // RFC 9110, 5.6.7: all three must be understood.
    constexpr std::array formats = {
        "%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %d %H:%M:%S %Y"};
    for (const auto* format : formats)
    {
        std::istringstream in{std::string(text)};
        in.imbue(std::locale::classic());
        std::tm parts = {};
        in >> std::get_time(&parts, format);
        if (!in.fail() && in.peek() == std::istringstream::traits_type::eof())
            return std::chrono::system_clock::from_time_t(timegm(&parts));
    }
    return std::nullopt;
}

}  // namespace muster
