#include "address.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace ip = boost::asio::ip;

namespace muster {

namespace {

struct block
{
    std::uint32_t first;
    unsigned bits;
    muster::reach reach;
};

constexpr std::uint32_t v4(unsigned a, unsigned b, unsigned c, unsigned d) noexcept
{
    return a << 24 | b << 16 | c << 8 | d;
}

// IANA's special-purpose registry, as far as it is not reachable from everywhere.
constexpr std::array blocks = {
    block{v4(0, 0, 0, 0), 8, reach::nowhere},
    block{v4(10, 0, 0, 0), 8, reach::neighbours},
    block{v4(100, 64, 0, 0), 10, reach::neighbours},
    block{v4(127, 0, 0, 0), 8, reach::neighbours},
    block{v4(169, 254, 0, 0), 16, reach::link},
    block{v4(172, 16, 0, 0), 12, reach::neighbours},
    block{v4(192, 0, 0, 0), 24, reach::neighbours},
    block{v4(192, 168, 0, 0), 16, reach::neighbours},
    block{v4(224, 0, 0, 0), 3, reach::nowhere},
};

reach reach_of_v4(std::uint32_t address) noexcept
{
    const auto found = std::find_if(blocks.begin(), blocks.end(), [&](const block& each) {
        return (address ^ each.first) >> (32 - each.bits) == 0;
    });
    return found == blocks.end() ? reach::everywhere : found->reach;
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

std::optional<std::uint32_t> v4_inside(const v6_bytes& bytes) noexcept
{
    const bool mapped = starts_with(bytes, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff});
    const bool nat64 = starts_with(bytes, {0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0});
    if (mapped || nat64)
        return v4_at(bytes, 12);
    if (starts_with(bytes, {0x20, 0x02}))
        return v4_at(bytes, 2);
    return std::nullopt;
}

}  // namespace

reach reach_of(const ip::address& address) noexcept
{
    if (address.is_v4())
        return reach_of_v4(address.to_v4().to_uint());
    const auto v6 = address.to_v6();
    const auto bytes = v6.to_bytes();
    if (const auto inner = v4_inside(bytes))
        return reach_of_v4(*inner);
    if (v6.is_loopback())
        return reach::neighbours;
    if (v6.is_link_local())
        return reach::link;
    if ((bytes[0] & 0xfe) == 0xfc || v6.is_site_local())
        return reach::neighbours;
    // Beyond 2000::/3 nothing is given out.
    return (bytes[0] & 0xe0) == 0x20 ? reach::everywhere : reach::nowhere;
}

bool is_permitted(reach to, const permission& allowed) noexcept
{
    switch (to)
    {
        case reach::everywhere: return true;
        case reach::neighbours: return allowed.may_be_private;
        case reach::link: return allowed.may_be_link;
        case reach::nowhere: return false;
    }
    return false;
}

}  // namespace muster
