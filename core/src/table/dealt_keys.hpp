#pragma once

#include "sort_key.hpp"
#include "spread.hpp"

#include <boost/container/vector.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace muster {

/// Keys that are many, in ranges of which each is work for one core.
class dealt_keys
{
public:
    static constexpr std::size_t range_count = 32;  ///< a power of two

    /// key_at(i): the i-th of so many keys. range_of(key): which range it belongs to. In its range
    /// it comes after those of a smaller i. Both are asked twice, by several cores at once.
    template <class KeyAt, class RangeOf>
    dealt_keys(std::size_t count, KeyAt key_at, RangeOf range_of, const spread& over)
        : keys_(count, boost::container::default_init)
    {
        std::vector<places> next(pieces_of(count));
        const auto for_each_key = [&](std::size_t piece, auto visit) {
            const auto [begin, end] = piece_of(count, piece);
            for (auto i = begin; i < end; ++i)
            {
                const sort_key key = key_at(i);
                visit(key, next[piece][range_of(key)]);
            }
        };
        over(next.size(), [&](std::size_t piece) {
            for_each_key(piece, [](const sort_key&, std::size_t& place) { place += 1; });
        });
        begin_pieces(next);
        over(next.size(), [&](std::size_t piece) {
            for_each_key(piece, [&](const sort_key& key, std::size_t& place) {
                keys_[place++] = key;
            });
        });
    }

    std::size_t begin_of(std::size_t range) const noexcept
    {
        return range == 0 ? 0 : ends_[range - 1];
    }

    std::span<sort_key> operator[](std::size_t range) noexcept
    {
        return std::span(keys_).subspan(begin_of(range), ends_[range] - begin_of(range));
    }

private:
    using places = std::array<std::size_t, range_count>;

    /// From how many keys of each range a piece has to where its first ones go.
    void begin_pieces(std::vector<places>& pieces) noexcept
    {
        std::size_t next = 0;
        for (std::size_t range = 0; range < range_count; ++range)
        {
            for (auto& piece : pieces)
                next += std::exchange(piece[range], next);
            ends_[range] = next;
        }
    }

    boost::container::vector<sort_key> keys_;
    places ends_ = {};
};

}  // namespace muster
