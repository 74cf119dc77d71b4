#include "candidate_order.hpp"

#include "prefix_sort.hpp"

#include <boost/container/vector.hpp>

#include <algorithm>
#include <bit>

namespace muster {

namespace {

/// Larger for what is less popular.
std::uint64_t word_of_popularity(double popularity) noexcept
{
    constexpr auto sign = std::uint64_t{1} << 63U;
    const auto bits = std::bit_cast<std::uint64_t>(popularity + 0.0);  // -0 becomes 0
    const auto rising = (bits & sign) != 0 ? ~bits : bits | sign;
    return ~rising;
}

boost::container::vector<sort_key>
keys_of(const candidate_table& candidates, const parallel_for& over)
{
    using order = prefix_sort<candidate_table::id_reader>;
    boost::container::vector<sort_key> keys(candidates.size(), boost::container::default_init);
    over(chunk_count(keys.size()), [&](std::size_t chunk) {
        const auto [begin, end] = chunk_range(keys.size(), chunk);
        for (auto i = begin; i < end; ++i)
        {
            candidates.prefetch_after(i, end);
            keys[i] = {
                static_cast<std::uint32_t>(i),
                order::first_letters(candidates.id_at(i)),
                word_of_popularity(candidates.popularity_at(i))};
        }
    });
    return keys;
}

}  // namespace

std::vector<std::uint32_t> staging_sort(const candidate_table& candidates, const parallel_for& over)
{
    auto keys = keys_of(candidates, over);
    prefix_sort(candidates.ids()).sort(keys, over);
    std::vector<std::uint32_t> positions(keys.size());
    std::transform(keys.begin(), keys.end(), positions.begin(), [](const sort_key& key) {
        return key.position;
    });
    return positions;
}

}  // namespace muster
