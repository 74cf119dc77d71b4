#pragma once

#include "identity/aliases.hpp"
#include "normalize.hpp"
#include "table/parallel_for.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The name under which each model counts in this run.
///
/// Usually the present one by the aliases. But a repository that a source has just looked into
/// under its earlier name still has that name: the alias is newer than the listing.
class canonical_ids
{
public:
    /// Refers to the aliases, which must outlive it.
    canonical_ids(const std::vector<normalized_listing>& listings, const alias_table& aliases);

    /// The name that counts for an id.
    std::string of(const std::string& id) const;

    /// Replaces all ids of the listings by the names that count.
    void take(std::vector<normalized_listing>& listings, const parallel_for& over) const;

private:
    bool may_rename(const candidate_table& candidates, std::size_t index) const;
    void keep_if_renamed(const std::string& id);
    void take_for(candidate_table& candidates, std::size_t index) const;

    const alias_table& aliases_;
    std::map<std::string, std::string> kept_ = {};  ///< by folded later name
};

}  // namespace muster
