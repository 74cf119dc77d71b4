#pragma once

#include "parallel_for.hpp"
#include "sort_key.hpp"

#include <boost/container/vector.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace muster {

/// Keys that are many, in ranges of which each is work for one core.
class bucketed_keys
{
public:
    static constexpr std::size_t range_count = 32;  ///< a power of two

    /// key_at(i): the i-th of so many keys. range_of(key): which range it belongs to. In its range
    /// it comes after those of a smaller i. Both are asked twice, by several cores at once.
    template <class KeyAt, class RangeOf>
    bucketed_keys(std::size_t count, KeyAt key_at, RangeOf range_of, const parallel_for& over)
        : keys_(count, boost::container::default_init)
    {
        std::vector<places> next(chunk_count(count));
        const auto for_each_key = [&](std::size_t chunk, auto visit) {
            const auto [begin, end] = chunk_range(count, chunk);
            for (auto i = begin; i < end; ++i)
            {
                const sort_key key = key_at(i);
                visit(key, next[chunk][range_of(key)]);
            }
        };
        over(next.size(), [&](std::size_t chunk) {
            for_each_key(chunk, [](const sort_key&, std::size_t& place) { place += 1; });
        });
        begin_pieces(next);
        over(next.size(), [&](std::size_t chunk) {
            for_each_key(chunk, [&](const sort_key& key, std::size_t& place) {
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
    void begin_pieces(std::vector<places>& chunks) noexcept
    {
        std::size_t next = 0;
        for (std::size_t range = 0; range < range_count; ++range)
        {
            for (auto& chunk : chunks)
                next += std::exchange(chunk[range], next);
            ends_[range] = next;
        }
    }

    boost::container::vector<sort_key> keys_;
    places ends_ = {};
};

}  // namespace muster
