#include "spelling.hpp"

#include "id_index.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <vector>

namespace muster {

void spell_as_listed(std::span<std::string* const> ids, const candidate_table& listed)
{
    // Few ids among many rows: only where a hash is met are texts compared.
    boost::unordered_flat_map<std::uint32_t, std::vector<std::string*>> by_hash;
    for (auto* const id : ids)
        by_hash[id_hash(*id)].push_back(id);
    for (std::size_t i = 0; i < listed.size() && !by_hash.empty(); ++i)
        if (const auto found = by_hash.find(listed.id_hash_at(i)); found != by_hash.end())
            for (auto* const id : found->second)
                if (is_same_id(*id, listed.id_at(i)))
                    *id = listed.id_at(i);
}

}  // namespace muster
