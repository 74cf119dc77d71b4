#include "muster/license.hpp"

#include "lower.hpp"
#include "trim.hpp"

#include <algorithm>

namespace muster {

namespace {

// The longest id on the Hub has 66 bytes; longer text is a sentence about the terms.
constexpr std::size_t license_bytes_limit = 96;

bool is_license_character(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '+' || c == '_' ||
           c == '-';
}

}  // namespace

std::optional<std::string> normalize_license(std::string_view published)
{
    auto license = lower(trimmed(published));
    const bool is_id = !license.empty() && license.size() <= license_bytes_limit &&
                       std::all_of(license.begin(), license.end(), is_license_character);
    // Words that services publish for "not stated". An absent licence is absent, not a word.
    if (!is_id || license == "unknown" || license == "none" || license == "null")
        return {};
    return license;
}

}  // namespace muster
