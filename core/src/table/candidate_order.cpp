#include "candidate_order.hpp"

#include "text_order.hpp"

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

boost::container::vector<sort_key> keys_of(const candidate_table& candidates, const spread& over)
{
    using order = text_order<candidate_table::id_reader>;
    boost::container::vector<sort_key> keys(candidates.size(), boost::container::default_init);
    over(pieces_of(keys.size()), [&](std::size_t piece) {
        const auto [begin, end] = piece_of(keys.size(), piece);
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

std::vector<std::uint32_t> staging_order(const candidate_table& candidates, const spread& over)
{
    auto keys = keys_of(candidates, over);
    text_order(candidates.ids()).sort(keys, over);
    std::vector<std::uint32_t> positions(keys.size());
    std::transform(keys.begin(), keys.end(), positions.begin(), [](const sort_key& key) {
        return key.position;
    });
    return positions;
}

}  // namespace muster
