#include "clock.hpp"

#include <array>
#include <ctime>

namespace muster {

std::string utc_now() { return utc_of(std::chrono::seconds(std::time(nullptr))); }

std::string utc_of(std::chrono::seconds since_epoch)
{
    const std::time_t now = since_epoch.count();
    std::tm parts = {};
    // UTC, so that files from two machines compare, and no daylight saving shifts an age.
    gmtime_r(&now, &parts);
    std::array<char, 32> text = {};
    const auto size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return {text.data(), size};
}

std::optional<std::chrono::seconds> seconds_since_epoch(std::string_view utc)
{
    std::tm parts = {};
    const std::string text(utc);
    const char* const end = strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    // The whole text has to fit: a date with trailing words would otherwise pass.
    if (!end || *end != '\0')
        return {};
    // timegm, as mktime would take the parts for local time.
    return std::chrono::seconds(timegm(&parts));
}

}  // namespace muster
