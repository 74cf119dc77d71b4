// Sources name URLs, and their pages link to more. Without these checks a published link could make
// muster read a router's page or a cloud's credentials (server-side request forgery).

#include "address.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace ip = boost::asio::ip;

namespace muster {

namespace {

// A CIDR block: the first address and how many leading bits it shares with the others.
struct block
{
    std::uint32_t first;
    unsigned bits;
    muster::address_scope address_scope;
};

constexpr std::uint32_t v4(unsigned a, unsigned b, unsigned c, unsigned d) noexcept
{
    return a << 24 | b << 16 | c << 8 | d;
}

// IANA's IPv4 special-purpose registry, without the blocks that are reachable from everywhere.
constexpr std::array blocks = {
    block{v4(0, 0, 0, 0), 8, address_scope::nowhere},
    block{v4(10, 0, 0, 0), 8, address_scope::neighbours},
    block{v4(100, 64, 0, 0), 10, address_scope::neighbours},
    block{v4(127, 0, 0, 0), 8, address_scope::neighbours},
    block{v4(169, 254, 0, 0), 16, address_scope::link},
    block{v4(172, 16, 0, 0), 12, address_scope::neighbours},
    block{v4(192, 0, 0, 0), 24, address_scope::neighbours},
    block{v4(192, 168, 0, 0), 16, address_scope::neighbours},
    block{v4(224, 0, 0, 0), 3, address_scope::nowhere},
};

address_scope reach_of_v4(std::uint32_t address) noexcept
{
    const auto found = std::find_if(blocks.begin(), blocks.end(), [&](const block& each) {
        return (address ^ each.first) >> (32 - each.bits) == 0;
    });
    return found == blocks.end() ? address_scope::everywhere : found->address_scope;
}

using v6_bytes = ip::address_v6::bytes_type;

bool starts_with(const v6_bytes& bytes, std::initializer_list<unsigned> prefix) noexcept
{
    return std::equal(prefix.begin(), prefix.end(), bytes.begin());
}

std::uint32_t v4_at(const v6_bytes& bytes, std::size_t at) noexcept
{
    return v4(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]);
}

// A packet to such an address ends at the IPv4 address in it, so that address is what counts.
std::optional<std::uint32_t> v4_inside(const v6_bytes& bytes) noexcept
{
    // ::ffff:0:0/96 (RFC 4291) and the well-known NAT64 prefix 64:ff9b::/96 (RFC 6052).
    const bool mapped = starts_with(bytes, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff});
    const bool nat64 = starts_with(bytes, {0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0});
    if (mapped || nat64)
        return v4_at(bytes, 12);
    // 6to4: 2002::/16 with the IPv4 address next (RFC 3056).
    if (starts_with(bytes, {0x20, 0x02}))
        return v4_at(bytes, 2);
    return std::nullopt;
}

}  // namespace

address_scope scope_of(const ip::address& address) noexcept
{
    if (address.is_v4())
        return reach_of_v4(address.to_v4().to_uint());
    const auto v6 = address.to_v6();
    const auto bytes = v6.to_bytes();
    if (const auto inner = v4_inside(bytes))
        return reach_of_v4(*inner);
    // ::ffff:127.0.0.1 was handled above; this is ::1.
    if (v6.is_loopback())
        return address_scope::neighbours;
    if (v6.is_link_local())
        return address_scope::link;
    // Unique local, fc00::/7 (RFC 4193), and its deprecated predecessor fec0::/10.
    if ((bytes[0] & 0xfe) == 0xfc || v6.is_site_local())
        return address_scope::neighbours;
    // IANA allocates global unicast addresses from 2000::/3 only.
    return (bytes[0] & 0xe0) == 0x20 ? address_scope::everywhere : address_scope::nowhere;
}

bool is_permitted(address_scope to, const address_policy& allowed) noexcept
{
    switch (to)
    {
        case address_scope::everywhere: return true;
        case address_scope::neighbours: return allowed.may_be_private;
        case address_scope::link: return allowed.may_be_link;
        case address_scope::nowhere: return false;
    }
    return false;
}

}  // namespace muster
