#pragma once

#include "http_headers.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace muster {

/// A longer wait in a header is read as this one: both are too long, and sums cannot overflow.
inline constexpr std::chrono::seconds server_wait_limit = std::chrono::hours(24 * 365);

/// What a response says about the requests that may follow. Absent is not zero.
struct rate_limit
{
    std::optional<std::uint64_t> left = {};               ///< requests until the window ends
    std::optional<std::chrono::milliseconds> reset = {};  ///< until the window ends
    std::optional<std::uint64_t> quota = {};              ///< requests in a whole window
};

/// Parses Retry-After, in seconds or as a date. A date in the past is a wait of zero; anything else
/// (negative, words) is absent. `now` is the wall clock, which dates need.
std::optional<std::chrono::milliseconds>
retry_after(const http_headers& headers, std::chrono::system_clock::time_point now);

/// Parses RateLimit and RateLimit-Policy (the Hub: `"api";r=497;t=168`), else the older
/// X-RateLimit-Remaining and X-RateLimit-Reset, the latter in seconds from now or as a time.
rate_limit read_rate_limit(const http_headers& headers, std::chrono::system_clock::time_point now);

}  // namespace muster
