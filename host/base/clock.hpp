#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace muster {

/// The present UTC time in ISO 8601: "2026-11-22T16:20:00Z".
std::string utc_now();

/// A time since 1970 in that format.
std::string utc_of(std::chrono::seconds since_epoch);

/// The date of such a text: "2026-11-22".
inline std::string day_of(std::string_view utc)
{
    constexpr std::size_t date_characters = 10;
    return std::string(utc.substr(0, date_characters));
}

/// The seconds from 1970 to a time in that format; nothing for any other text.
std::optional<std::chrono::seconds> seconds_since_epoch(std::string_view utc);

}  // namespace muster
