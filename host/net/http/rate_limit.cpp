#include "rate_limit.hpp"

#include "http_date.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace muster {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::system_clock;

// Digits alone, however many: a value past the range is the largest. std::from_chars by itself
// would accept "12abc".
std::optional<std::uint64_t> parse_count(std::string_view text) noexcept
{
    const bool digits =
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (text.empty() || !digits)
        return std::nullopt;
    std::uint64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    return read.ec == std::errc() ? value : std::numeric_limits<std::uint64_t>::max();
}

milliseconds clamped(std::uint64_t seconds) noexcept
{
    const auto limit = static_cast<std::uint64_t>(server_wait_limit.count());
    return std::chrono::seconds(std::min(seconds, limit));
}

milliseconds until(system_clock::time_point when, system_clock::time_point now) noexcept
{
    const auto wait = std::chrono::ceil<milliseconds>(when - now);
    return std::clamp(wait, milliseconds(0), milliseconds(server_wait_limit));
}

// The value of a parameter such as ";r=497"; the names are one letter each.
std::optional<std::uint64_t> parameter(std::string_view text, char name) noexcept
{
    for (auto at = text.find(';'); at != std::string_view::npos; at = text.find(';', at + 1))
    {
        auto rest = text.substr(at + 1);
        // Structured fields allow spaces after the semicolon (RFC 9651).
        rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
        if (rest.size() < 3 || rest[0] != name || rest[1] != '=')
            continue;
        rest.remove_prefix(2);
        return parse_count(rest.substr(0, rest.find_first_of(";, ")));
    }
    return std::nullopt;
}

// X-RateLimit-Reset has no standard: OpenRouter sends milliseconds since 1970, others seconds since
// 1970 or seconds from now. The size of the number tells which.
milliseconds reset_wait(std::uint64_t value, system_clock::time_point now) noexcept
{
    constexpr std::uint64_t first_epoch_seconds = 1'000'000'000;
    constexpr std::uint64_t first_epoch_milliseconds = 1'000'000'000'000;
    constexpr std::uint64_t last_epoch_milliseconds = 9'000'000'000'000;
    if (value < first_epoch_seconds || value > last_epoch_milliseconds)
        return clamped(value);
    const bool in_seconds = value < first_epoch_milliseconds;
    const auto since_epoch =
        milliseconds(std::min(in_seconds ? value * 1000 : value, last_epoch_milliseconds));
    return until(system_clock::time_point(since_epoch), now);
}

}  // namespace

std::optional<milliseconds> retry_after(const http_headers& headers, system_clock::time_point now)
{
    const auto text = find_header(headers, "retry-after");
    if (const auto seconds = parse_count(text))
        return clamped(*seconds);
    if (const auto date = parse_http_date(text))
        return until(*date, now);
    return std::nullopt;
}

rate_limit read_rate_limit(const http_headers& headers, system_clock::time_point now)
{
    rate_limit found;
    const auto current = find_header(headers, "ratelimit");
    found.left = parameter(current, 'r');
    if (const auto seconds = parameter(current, 't'))
        found.reset = clamped(*seconds);
    found.quota = parameter(find_header(headers, "ratelimit-policy"), 'q');
    if (found.left)
        return found;

    // Not mixed with the newer headers: both may be present and count different windows.
    found.left = parse_count(find_header(headers, "x-ratelimit-remaining"));
    if (const auto reset = parse_count(find_header(headers, "x-ratelimit-reset")))
        found.reset = reset_wait(*reset, now);
    return found;
}

}  // namespace muster
