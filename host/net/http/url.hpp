#pragma once

#include "muster/failure.hpp"
#include "text/origin.hpp"

#include <string>
#include <string_view>

namespace muster {

/// A longer URL is refused. The Hub's cursors, the longest in use, have about a thousand bytes.
inline constexpr std::size_t url_bytes_limit = 16UL * 1024;

/// An http or https URL in its parts. A user name in one is refused: credentials belong in
/// settings.
struct web_url : web_origin
{
    std::string target = {};  ///< path and query, as sent; never empty, no fragment

    bool operator==(const web_url&) const = default;
};

/// Fails with bad_value, or with refused for another scheme or a user name. Stray bytes that
/// browsers accept (a space, a quote, UTF-8) are percent-encoded.
result<web_url> parse_url(std::string_view text);

/// Resolves a reference (of Location or Link) against the URL of the response that carried it.
/// Fails as parse_url() does.
result<web_url> resolve_url(const web_url& base, std::string_view reference);

std::string to_string(const web_url& url);

/// The URL for a message: without its query, which may hold a token, and at most a line long.
std::string brief(const web_url& url);

}  // namespace muster
