#include "same_ids.hpp"

#include "id_index.hpp"

#include <map>

namespace muster {

std::vector<std::vector<std::uint32_t>> same_ids(const candidate_table& all)
{
    // Few models repeat; most positions appear in the index alone.
    std::map<std::uint32_t, std::vector<std::uint32_t>> by_first;
    // Made for all at once: growing would move millions of slots again and again.
    id_index index(all.ids(), all.size());
    for (std::uint32_t i = 0; i < all.size(); ++i)
        if (const auto first = index.add(i, all.id_hash_at(i)))
        {
            auto& group = by_first[*first];
            if (group.empty())
                group.push_back(*first);
            group.push_back(i);
        }
    std::vector<std::vector<std::uint32_t>> groups;
    for (auto& [first, group] : by_first)
        groups.push_back(std::move(group));
    return groups;
}

}  // namespace muster
