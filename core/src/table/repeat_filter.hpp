#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace muster {

/// Tells which of many hashes come once: nearly all. An index of the others alone is small, where
/// one of all would wait for memory at each of a million.
class repeat_filter
{
public:
    /// expected: how many hashes there are.
    explicit repeat_filter(std::size_t expected)
        : met_(std::bit_ceil(std::max<std::size_t>(expected, 1) * bits_of_each)),
          met_again_(met_.size())
    {
    }

    void note(std::uint64_t hash)
    {
        const auto bit = bit_of(hash);
        met_again_[bit] = met_again_[bit] || met_[bit];
        met_[bit] = true;
    }

    /// After all were noted. False: it came once; true: maybe more than once.
    bool may_repeat(std::uint64_t hash) const { return met_again_[bit_of(hash)]; }

private:
    // At most one in eight shares its bit with another, and is looked up in vain.
    static constexpr std::size_t bits_of_each = 8;

    // The upper bits of a product depend on all of a hash, whatever it was put together from.
    std::size_t bit_of(std::uint64_t hash) const noexcept
    {
        return (hash * 0x9E37'79B9'7F4A'7C15U) >> (64 - std::countr_zero(met_.size()));
    }

    std::vector<bool> met_;
    std::vector<bool> met_again_;
};

}  // namespace muster
