#pragma once

#include "normalize.hpp"

#include <set>
#include <string>
#include <string_view>

namespace muster {

/// The names that one source uses, by their words: whether it has a name of its own for a model.
class listed_names
{
public:
    explicit listed_names(const normalized_listing& listing);

    /// Whether a name has all words of the model's name and no other.
    bool name_exactly(std::string_view model_id) const { return keys_.contains(key_of(model_id)); }

    /// Whether it gives an id for this name, or for another serving variant of it.
    bool give_id_for(std::string_view name) const;

private:
    /// The words behind vendor or owner, in one order.
    static std::string key_of(std::string_view name);

    std::set<std::string> keys_ = {};
    std::set<std::string> with_id_ = {};  ///< folded names without their serving variants
};

}  // namespace muster
