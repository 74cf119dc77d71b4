#pragma once

#include "muster/failure.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace muster {

/// The longest URL that is asked for; the cursors of the Hub take about a thousand.
inline constexpr std::size_t url_bytes_limit = 16UL * 1024;

/// An http or https URL, taken apart. Credentials in it are refused: they belong in settings.
struct web_url
{
    bool tls = true;
    std::string host = {};    ///< lower case; an IPv6 address without its brackets
    std::uint16_t port = 0;   ///< always set
    std::string target = {};  ///< path and query, as sent; never empty, no fragment

    bool operator==(const web_url&) const = default;
};

/// Fails with bad_value, or with refused for another scheme or for a user name in the URL.
/// Stray bytes that browsers accept too (a space, a quote, UTF-8) are percent-encoded.
result<web_url> parse_url(std::string_view text);

/// What a Location or Link header means, seen from the answer that carried it.
result<web_url> resolve_url(const web_url& base, std::string_view reference);

/// "https://host", with the port when it is not the scheme's own. Decides about credentials.
std::string origin(const web_url& url);

/// "host", or "host:8080" when the port is not the scheme's own: the Host header.
std::string authority(const web_url& url);

std::string to_string(const web_url& url);

/// The URL for a sentence: without its query, and not longer than a line.
std::string brief(const web_url& url);

}  // namespace muster
