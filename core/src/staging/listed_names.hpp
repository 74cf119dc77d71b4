#pragma once

#include "normalize.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The names that one source uses, by their words: whether it has a name of its own for a model.
class listed_names
{
public:
    explicit listed_names(const normalized_listing& listing);

    /// Whether a name has all words of the model's name and no other.
    bool name_exactly(std::string_view model_id) const
    {
        return keys_.contains(key_of(words_of(model_id)));
    }

    /// Whether it gives an id for this name, or for another serving variant of it.
    bool give_id_for(std::string_view name) const;

    /// Its names that are this one with a date: "acme/r1-0120" of "acme/r1".
    const std::set<std::string>& with_date(std::string_view name) const;

private:
    void take(std::string_view name);

    /// The words behind vendor or owner.
    static std::vector<std::string> words_of(std::string_view name);

    /// Words in one order.
    static std::string key_of(std::vector<std::string> words);

    std::set<std::string> keys_ = {};
    std::map<std::string, std::set<std::string>> dated_ = {};  ///< by the words without the date
    std::set<std::string> with_id_ = {};  ///< folded names without their serving variants
};

}  // namespace muster
