#pragma once

#include "byte_stream.hpp"
#include "net/http/fault.hpp"
#include "net/http/url.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace muster {

/// An http proxy that is asked to CONNECT.
struct proxy_address
{
    std::string host = {};
    std::uint16_t port = 80;
    std::string password = {};       ///< kept to be redacted
    std::string authorization = {};  ///< "Basic ...", from user and password; empty when none
};

/// Reads "http://user:password@host:port"; the scheme may be missing. Proxies of other kinds
/// (https, socks) are refused. The failure never shows the text, which may hold a password.
result<proxy_address> parse_proxy(std::string_view text);

/// Whether NO_PROXY names the host: itself, a domain it is in, its address, a network of it, "*".
/// Loopback never goes through a proxy.
bool is_direct(const web_url& url, std::string_view no_proxy);

/// Asks for a tunnel to the host of the URL. Fails with kind proxy.
boost::asio::awaitable<attempt<void>>
open_tunnel(byte_stream& stream, const proxy_address& proxy, const web_url& to);

}  // namespace muster
