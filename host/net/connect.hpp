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

/// A connection to one origin, ready for an exchange.
struct connection
{
    std::unique_ptr<byte_stream> stream = {};
    reach to = reach::everywhere;  ///< what the other end is
    bool is_reused = false;
    moment idle_since = {};
};

/// Opens connections: name, address, proxy, TLS. Belongs to one thread, as the resolver does.
class connector
{
public:
    connector(boost::asio::any_io_executor executor, const client_settings& settings);

    /// Refuses addresses that are not for everyone, unless permitted; and http without TLS to
    /// anything but loopback.
    boost::asio::awaitable<attempt<connection>>
    connect(web_url to, permission allowed, moment deadline);

private:
    boost::asio::awaitable<attempt<addresses>> find(std::string host, moment deadline);
    boost::asio::awaitable<attempt<connection>>
    connect_directly(web_url to, permission allowed, moment deadline);
    boost::asio::awaitable<attempt<connection>> connect_by_proxy(web_url to, moment deadline);

    time_limits times_;
    resolver resolver_;
    boost::asio::ssl::context tls_;
    std::string no_proxy_;
    std::optional<result<proxy_address>> proxy_ = {};
};

}  // namespace muster
