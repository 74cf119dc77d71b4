#pragma once

#include <boost/asio/ip/address.hpp>

namespace muster {

/// How far an address reaches.
enum class reach
{
    everywhere,
    neighbours,  ///< this machine and private networks
    link,        ///< 169.254/16 and fe80::/10, where clouds keep their metadata services
    nowhere,     ///< unspecified, multicast, reserved: never to be connected to
};

/// Addresses of version 6 that stand for one of version 4 (mapped, NAT64, 6to4) reach as far as
/// that one. 198.18/15 counts as everywhere: local proxies resolve public names to it.
reach reach_of(const boost::asio::ip::address& address) noexcept;

/// Which addresses a request may reach.
struct permission
{
    bool may_be_private = false;
    bool may_be_link = false;
    bool may_be_plain = false;  ///< http without TLS to other machines, too
};

bool is_permitted(reach to, const permission& allowed) noexcept;

}  // namespace muster
