#include "same_ids.hpp"

#include "muster/id_index.hpp"

#include <algorithm>

namespace muster {

namespace {

// Each part goes through all hashes once.
constexpr std::size_t hash_parts_limit = 8;

}  // namespace

// Two with one id have the same hash, so that each part of all hashes can be looked through alone.
std::vector<repeat> repeats_in(const candidate_table& all, const spread& over)
{
    const auto parts = std::min(hash_parts_limit, pieces_of(all.size()));
    std::vector<std::vector<repeat>> found(parts);
    over(parts, [&](std::size_t part) {
        id_index index(all.size() / parts);
        for (std::uint32_t i = 0; i < all.size(); ++i)
        {
            const auto hash = all.id_hash_at(i);
            if (std::uint64_t{hash} * parts >> 32U != part)
                continue;
            if (const auto first = index.add_hashed(hash, i, all.ids()))
                found[part].emplace_back(*first, i);
        }
    });
    std::vector<repeat> repeats;
    for (const auto& part : found)
        repeats.insert(repeats.end(), part.begin(), part.end());
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
