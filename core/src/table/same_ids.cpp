#include "same_ids.hpp"

#include "bucketed_keys.hpp"
#include "id_index.hpp"

#include <algorithm>
#include <array>

namespace muster {

// Two with one id have the same hash, so that each range of hashes can be looked through alone.
std::vector<repeat> repeats_in(const candidate_table& all, const parallel_for& over)
{
    const auto key_at = [&](std::size_t i) {
        return sort_key{static_cast<std::uint32_t>(i), 0, all.id_hash_at(i)};
    };
    const auto range_of = [](const sort_key& key) {
        return key.prefix_hi * bucketed_keys::range_count >> 32U;
    };
    bucketed_keys dealt(all.size(), key_at, range_of, over);
    std::array<std::vector<repeat>, bucketed_keys::range_count> found;
    over(found.size(), [&](std::size_t range) {
        id_index index(dealt[range].size());
        for (const auto& [position, none, hash] : dealt[range])
            if (const auto first =
                    index.add_hashed(static_cast<std::uint32_t>(hash), position, all.ids()))
                found[range].emplace_back(*first, position);
    });
    std::vector<repeat> repeats;
    for (const auto& of_range : found)
        repeats.insert(repeats.end(), of_range.begin(), of_range.end());
    std::sort(repeats.begin(), repeats.end());
    return repeats;
}

std::vector<std::span<const repeat>> by_first(std::span<const repeat> repeats)
{
    std::vector<std::span<const repeat>> groups;
    while (!repeats.empty())
    {
        const auto end = std::find_if(repeats.begin(), repeats.end(), [&](const repeat& one) {
            return one.first != repeats.front().first;
        });
        const auto size = static_cast<std::size_t>(end - repeats.begin());
        groups.push_back(repeats.first(size));
        repeats = repeats.subspan(size);
    }
    return groups;
}

}  // namespace muster
