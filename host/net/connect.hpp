#pragma once

#include "byte_stream.hpp"
#include "client_settings.hpp"
#include "net/http/address.hpp"
#include "proxy.hpp"
#include "resolver.hpp"

#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <optional>

namespace muster {

/// A connection to one origin, ready to carry a request.
struct connection
{
    std::unique_ptr<byte_stream> stream = {};
    address_scope to =
        address_scope::everywhere;  ///< scope of the peer's address; everywhere behind a proxy
    bool is_reused = false;
    moment idle_since = {};
};

/// Opens connections: looks the name up, dials, goes through the proxy if one is set, and does the
/// TLS handshake, each within its own time limit and the deadline. Belongs to one thread, as the
/// resolver does.
class connector
{
public:
    connector(boost::asio::any_io_executor executor, const client_settings& settings);

    /// Fails with net_error_kind::refused for an address that `allowed` does not permit, and for
    /// http without TLS to anything but loopback unless permitted.
    boost::asio::awaitable<net_result<connection>>
    connect(web_url to, address_policy allowed, moment deadline);

    /// Looks up the one name that a connection there needs: its host's, or the proxy's.
    boost::asio::awaitable<net_result<void>> look_up(web_url to, moment deadline);

    /// The host whose name is looked up for this URL: a proxy's, or its own.
    std::string first_host(const web_url& to) const;

private:
    boost::asio::awaitable<net_result<addresses>> find(std::string host, moment deadline);
    boost::asio::awaitable<net_result<connection>>
    connect_directly(web_url to, address_policy allowed, moment deadline);
    boost::asio::awaitable<net_result<connection>> connect_by_proxy(web_url to, moment deadline);
    bool goes_by_proxy(const web_url& to) const;

    time_limits times_;
    resolver resolver_;
    boost::asio::ssl::context tls_;
    std::string no_proxy_;
    std::optional<result<proxy_address>> proxy_ = {};
};

}  // namespace muster
