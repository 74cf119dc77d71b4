#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace muster {

/// Reads a date of HTTP: "Sun, 06 Nov 1994 08:49:37 GMT", and its two older forms.
/// A date before 1970 is read as 1970, one after 2200 as 2200.
std::optional<std::chrono::system_clock::time_point> parse_http_date(std::string_view text);

}  // namespace muster
