#pragma once

#include <boost/asio/ip/address.hpp>

namespace muster {

/// The scope of an IP address: from where it can be reached.
enum class address_scope
{
    everywhere,
    neighbours,  ///< this machine and private networks
    link,        ///< 169.254/16 and fe80::/10, where clouds keep their metadata services
    nowhere,     ///< unspecified, multicast, reserved: never to be connected to
};

/// Scope of an address. An IPv6 address that carries an IPv4 one (mapped, NAT64, 6to4) has the
/// scope of that one. 198.18/15 counts as everywhere: local proxies resolve public names to it.
address_scope scope_of(const boost::asio::ip::address& address) noexcept;

/// Which addresses a request may connect to, beyond public ones.
struct address_policy
{
    bool may_be_private = false;
    bool may_be_link = false;
    bool may_be_plain = false;  ///< http without TLS to other machines, too
};

bool is_permitted(address_scope to, const address_policy& allowed) noexcept;

}  // namespace muster
