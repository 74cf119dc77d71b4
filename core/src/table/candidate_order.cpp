#include "candidate_order.hpp"

#include <boost/endian/conversion.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

namespace muster {

namespace {

/// Stands for a candidate while it is sorted: reading its id costs a cache miss.
struct sort_key
{
    double popularity = 0;
    std::array<std::uint64_t, 2> prefix = {};  ///< first letters of the id, as numbers
    std::uint32_t position = 0;
};

sort_key key_of(const candidate_table& candidates, std::size_t index)
{
    const auto id = candidates.id_at(index);
    sort_key key{candidates.popularity_at(index), {}, static_cast<std::uint32_t>(index)};
    // Past the end there are zeros, which come before all letters, as the end does.
    std::memcpy(key.prefix.data(), id.data(), std::min(id.size(), sizeof key.prefix));
    for (auto& letters : key.prefix)
        // The first letter counts most: such numbers compare as the bytes do.
        letters = boost::endian::big_to_native(letters);
    return key;
}

auto comparison_of(const candidate_table& candidates)
{
    return [&candidates](const sort_key& a, const sort_key& b) {
        if (a.popularity != b.popularity)
            return a.popularity > b.popularity;
        if (a.prefix != b.prefix)
            return a.prefix < b.prefix;
        const auto order = candidates.id_at(a.position).compare(candidates.id_at(b.position));
        // With the position the order is total, so that the result does not depend on how the work
        // is divided.
        return order != 0 ? order < 0 : a.position < b.position;
    };
}

/// Divides the keys at their medians until each part can be sorted on a core of its own.
void sort_in_parts(std::span<sort_key> keys, const parallel_for& over, auto is_before)
{
    const auto begin_of = [&](std::size_t i, std::size_t of) {
        return keys.begin() + static_cast<std::ptrdiff_t>(keys.size() * i / of);
    };
    std::size_t parts = 1;
    for (; parts < chunk_count(keys.size()); parts *= 2)
        over(parts, [&](std::size_t i) {
            const auto middle = begin_of(2 * i + 1, 2 * parts);
            std::nth_element(begin_of(i, parts), middle, begin_of(i + 1, parts), is_before);
        });
    over(parts, [&](std::size_t i) {
        std::sort(begin_of(i, parts), begin_of(i + 1, parts), is_before);
    });
}

}  // namespace

std::vector<std::uint32_t> staging_sort(const candidate_table& candidates, const parallel_for& over)
{
    std::vector<sort_key> keys(candidates.size());
    over(chunk_count(keys.size()), [&](std::size_t chunk) {
        const auto [begin, end] = chunk_range(keys.size(), chunk);
        for (auto i = begin; i < end; ++i)
            keys[i] = key_of(candidates, i);
    });
    sort_in_parts(keys, over, comparison_of(candidates));
    std::vector<std::uint32_t> positions(keys.size());
    std::ranges::transform(keys, positions.begin(), &sort_key::position);
    return positions;
}

}  // namespace muster
