#pragma once

#include "http_headers.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace muster {

/// The longest wait that a header is taken to ask for; more is the same: too long.
inline constexpr std::chrono::seconds server_wait_limit = std::chrono::hours(24 * 365);

/// What an answer says about the requests that may follow.
struct rate_limit
{
    std::optional<std::uint64_t> left = {};               ///< requests until the window ends
    std::optional<std::chrono::milliseconds> reset = {};  ///< until the window ends
    std::optional<std::uint64_t> quota = {};              ///< requests in a whole window
};

/// Reads Retry-After, in seconds or as a date. A date that has passed is a wait of zero; what is
/// neither (negative, words) is absent.
std::optional<std::chrono::milliseconds>
retry_after(const http_headers& headers, std::chrono::system_clock::time_point now);

/// Reads RateLimit and RateLimit-Policy (the Hub: `"api";r=497;t=168`), else the older
/// X-RateLimit-Remaining and -Reset, the latter in seconds or as a time of day.
rate_limit read_rate_limit(const http_headers& headers, std::chrono::system_clock::time_point now);

}  // namespace muster
