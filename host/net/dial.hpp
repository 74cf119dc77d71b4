#pragma once

#include "base/moment.hpp"
#include "client_settings.hpp"
#include "net/http/fault.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace muster {

/// RFC 8305: how long one address is waited for before the next is tried beside it.
inline constexpr auto dial_stagger = std::chrono::milliseconds(250);

/// More addresses than this are not tried.
inline constexpr std::size_t dialled_addresses_limit = 24;

/// Both families in turn, version 6 first, each in the order given.
addresses dialling_order(const addresses& found);

/// Connects to the first address that answers (happy eyeballs): the next one is tried when one
/// fails, or when it has not answered for a while. The others are closed.
boost::asio::awaitable<attempt<boost::asio::ip::tcp::socket>>
dial(addresses to, std::uint16_t port, moment deadline);

}  // namespace muster
