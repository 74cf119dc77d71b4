#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace muster {

/// Parses an HTTP date: "Sun, 06 Nov 1994 08:49:37 GMT", or one of its two obsolete forms. Nothing
/// when it is neither. Dates before 1970 are read as 1970, those after 2200 as 2200.
std::optional<std::chrono::system_clock::time_point> parse_http_date(std::string_view text);

}  // namespace muster
