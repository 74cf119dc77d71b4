#pragma once

#include "identity/aliases.hpp"
#include "normalize.hpp"
#include "table/spread.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Which name of a model counts in this run.
class present_names
{
public:
    /// Refers to the aliases.
    present_names(const std::vector<normalized_listing>& listings, const alias_table& aliases);

    std::string of(const std::string& id) const;

    /// Brings all ids of the listings to it.
    void take(std::vector<normalized_listing>& listings, const spread& over) const;

private:
    void keep_if_renamed(const std::string& id);
    void take_for(candidate_table& candidates, std::size_t index) const;

    const alias_table& aliases_;
    std::map<std::string, std::string> kept_ = {};  ///< by folded later name
};

}  // namespace muster
