#pragma once

#include "parallel_for.hpp"

#include <cstdint>
#include <span>

namespace muster {

/// Something to be sorted, by where it is. What is compared stands beside it as a number: eight
/// letters, or whatever comes before these; and as a second one: the four that follow. There are
/// millions, whose memory is first written by several cores: none of it is set before.
struct sort_key
{
    std::uint32_t position;
    std::uint32_t prefix_lo;
    std::uint64_t prefix_hi;

    friend bool have_same_prefix(const sort_key& a, const sort_key& b) noexcept
    {
        return a.prefix_hi == b.prefix_hi && a.prefix_lo == b.prefix_lo;
    }
};

/// By both words. Equal ones by position: their texts mostly lie in this order in memory, too.
void sort_by_prefix(std::span<sort_key> keys);

/// The same, of many keys: these are dealt out to ranges of words, which are sorted apart.
void sort_by_prefix(std::span<sort_key> keys, const parallel_for& over);

}  // namespace muster
