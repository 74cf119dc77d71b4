#pragma once

#include "base/moment.hpp"
#include "client_settings.hpp"
#include "net/http/net_error.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace muster {

/// RFC 8305, section 5: how long one attempt runs alone before the next address is tried beside it.
inline constexpr auto dial_stagger = std::chrono::milliseconds(250);

/// More addresses than this are not tried.
inline constexpr std::size_t dialled_addresses_limit = 24;

/// Alternates IPv6 and IPv4, beginning with IPv6, so that a broken family costs one stagger and not
/// all of them (RFC 8305, section 4). Within a family the order of the name service is kept.
addresses dialling_order(const addresses& found);

/// Connects to the first address that accepts ("happy eyeballs"): the next one is tried when one
/// fails or has not answered within dial_stagger. All other attempts are closed. Fails with
/// net_error_kind::connect and the last reason.
boost::asio::awaitable<net_result<boost::asio::ip::tcp::socket>>
dial(addresses to, std::uint16_t port, moment deadline);

}  // namespace muster
