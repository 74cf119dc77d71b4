#pragma once

#include "muster/failure.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace muster {

/// The web origin of an http or https URL: scheme, host and port. Credentials and connections are
/// bound to it, and so is what a plugin may request.
struct web_origin
{
    bool tls = true;
    std::string host = {};   ///< lower case; an IPv6 address without its brackets
    std::uint16_t port = 0;  ///< always set

    bool operator==(const web_origin&) const = default;
};

/// The origin of a URL, whose path and query are not checked. Fails with bad_value, or with refused
/// for another scheme or for a user name; `where` is the reason only.
result<web_origin> parse_origin(std::string_view url);

/// The Host header: "host", or "host:8080" when the port is not the scheme's own. An IPv6 address is
/// in brackets.
std::string authority(const web_origin& origin);

/// "https://host", or "https://host:8080".
std::string origin(const web_origin& origin);

/// The origin of a URL as text, "https://huggingface.co"; empty for anything else.
std::string origin_of(std::string_view url);

}  // namespace muster
