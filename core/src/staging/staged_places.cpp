#include "staged_places.hpp"

#include "table/id_index.hpp"

#include <cstdint>
#include <set>

namespace muster {

std::map<std::string, std::size_t>
staged_places(std::span<const std::string> folded_ids, const candidate_table& staged)
{
    std::map<std::string, std::size_t> out;
    const std::set<std::string> wanted(folded_ids.begin(), folded_ids.end());
    std::set<std::uint32_t> hashes;
    for (const auto& id : wanted)
        hashes.insert(id_hash(id));
    for (std::size_t i = 0; i < staged.size() && !wanted.empty(); ++i)
        // Hashes first: of a million rows few are looked at.
        if (hashes.contains(staged.id_hash_at(i)))
            if (auto id = fold_id(staged.id_at(i)); wanted.contains(id))
                out.emplace(std::move(id), i);
    return out;
}

}  // namespace muster
