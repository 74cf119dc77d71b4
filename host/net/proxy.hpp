#pragma once

#include "byte_stream.hpp"
#include "net/http/net_error.hpp"
#include "net/http/url.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace muster {

/// An http proxy, used with CONNECT alone: it carries TLS that it cannot read.
struct proxy_address
{
    std::string host = {};
    std::uint16_t port = 80;
    std::string password = {};       ///< kept to be redacted
    std::string authorization = {};  ///< "Basic ...", from user and password; empty when none
};

/// Parses "http://user:password@host:port"; the scheme may be missing. Fails with bad_value for
/// proxies of other kinds (https, socks). The failure never shows the text, which may hold a
/// password.
result<proxy_address> parse_proxy(std::string_view text);

/// Whether the URL is reached without the proxy: NO_PROXY lists its host, a domain it is in, its
/// address, a network of it, or "*". Loopback never goes through a proxy.
bool is_direct(const web_url& url, std::string_view no_proxy);

/// Sends CONNECT for the URL's host and reads the proxy's response, leaving the stream at the first
/// byte of the tunnel. Fails with net_error_kind::proxy. The stream's deadline holds.
boost::asio::awaitable<net_result<void>>
open_tunnel(byte_stream& stream, const proxy_address& proxy, const web_url& to);

}  // namespace muster
