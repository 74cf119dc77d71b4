#pragma once

#include "identity/name_evidence.hpp"
#include "identity/named_words.hpp"
#include "normalize.hpp"

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace muster {

/// Which models the rows without an id could be. Of the whole Hub these are few: the owner must be
/// one that the vendor may be, and the name must have the words that the vendor says.
class names_of_interest
{
public:
    /// owners: who is who beside what the rows tell.
    names_of_interest(const std::vector<normalized_listing>& listings, const owner_map& owners);

    /// False only for models that name_evidence finds neither certain nor likely.
    bool may_be_meant(std::string_view model_id);

private:
    std::vector<wanted_words> wanted_of(const std::string& owner) const;

    std::map<std::string, std::vector<wanted_words>> by_vendor_ = {};
    std::map<std::string, std::vector<std::string>> vendors_of_ = {};  ///< that told or said so
    std::unordered_map<std::string, std::vector<wanted_words>> by_owner_ = {};  ///< as spelled
    std::string owner_ = {};    ///< of the model that is asked about
    words_of_name words_ = {};  ///< of its name
};

}  // namespace muster
