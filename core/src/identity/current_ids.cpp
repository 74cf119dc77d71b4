#include "current_ids.hpp"

#include <algorithm>

namespace muster {

current_ids::current_ids(
    std::uint32_t size,
    id_index::id_reader id_at,
    const std::function<std::string(const std::string& model_id)>& today
)
    : by_id_(id_at, size)
{
    for (std::uint32_t i = 0; i < size; ++i)
    {
        const std::string id(id_at(i));
        const bool is_first = !by_id_.add(i, id_hash(id));
        const auto present = today(id);
        // Few models were renamed: all others are found by the id itself.
        if (!is_first || is_same_id(present, id))
            continue;
        renamed_.try_emplace(fold_id(present), i);
        moved_.insert(i);
    }
}

std::optional<std::uint32_t> current_ids::find_current(std::string_view present) const
{
    auto found = by_id_.find(present);
    // It has another name today.
    if (found && moved_.contains(*found))
        found.reset();
    const auto renamed = renamed_.empty() ? renamed_.end() : renamed_.find(fold_id(present));
    if (renamed == renamed_.end())
        return found;
    return found ? std::min(*found, renamed->second) : renamed->second;
}

}  // namespace muster
