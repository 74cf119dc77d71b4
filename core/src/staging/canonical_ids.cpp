#include "canonical_ids.hpp"

#include "contract/identity.hpp"

#include <algorithm>

namespace muster {

canonical_ids::canonical_ids(
    const std::vector<normalized_listing>& listings, const alias_table& aliases
)
    : aliases_(aliases)
{
    for (const auto& listing : listings)
        for (std::size_t i = 0; i < listing.candidates.size(); ++i)
            // Facts of a repository come only from a source that looked into it.
            if (may_rename(listing.candidates, i) && listing.candidates[i].has_facts())
                keep_if_renamed(std::string(listing.candidates.id_at(i)));
    // The usual case: no alias is newer than a listing.
    if (kept_.empty())
        return;
    // A repository that was seen under both names has been renamed.
    for (const auto& listing : listings)
        for (const auto& one : listing.candidates)
            if (one.has_facts())
                kept_.erase(fold_id(one.model_id));
}

bool canonical_ids::may_rename(const candidate_table& candidates, std::size_t index) const
{
    return aliases_.may_rename(candidates.id_at(index), candidates.id_hash_at(index));
}

// Keeps an earlier name under which the repository was seen.
void canonical_ids::keep_if_renamed(const std::string& id)
{
    const auto later = aliases_.resolve(id);
    if (later == id)
        return;
    auto& kept = kept_.try_emplace(fold_id(later), id).first->second;
    // Of two spellings the byte-smallest, whatever the order.
    kept = std::min(kept, id);
}

std::string canonical_ids::of(const std::string& id) const
{
    const auto later = aliases_.resolve(id);
    const auto kept = kept_.find(fold_id(later));
    return kept == kept_.end() ? later : kept->second;
}

void canonical_ids::take(std::vector<normalized_listing>& listings, const parallel_for& over) const
{
    for (auto& listing : listings)
    {
        auto& candidates = listing.candidates;
        // May be true although the name stays; take_for() looks closely.
        const auto may_change = [&](std::size_t i) {
            return !kept_.empty() || may_rename(candidates, i);
        };
        for (const auto i : chosen_positions(candidates.size(), over, [&] { return may_change; }))
            take_for(candidates, i);
        // Names that have an id lead other rows to it, so that it must be today's.
        for (auto& row : listing.named)
            row.model_id = of(row.model_id);
    }
}

void canonical_ids::take_for(candidate_table& candidates, std::size_t index) const
{
    const std::string id(candidates.id_at(index));
    auto now = of(id);
    if (now == id)
        return;
    // A row with another id can no longer be a reference to the published row.
    auto renamed = candidates[index].to_owned();
    renamed.model_id = std::move(now);
    candidates.replace(index, std::move(renamed));
}

}  // namespace muster
