#pragma once

#include "identity/name_evidence.hpp"
#include "identity/named_words.hpp"
#include "normalize.hpp"
#include "text/seeded_hash.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// A filter for name_evidence: which models the rows without an id could be. These are few of the
/// whole Hub: the owner must be one that the vendor may be, and the name must have the vendor's
/// words.
class match_prefilter
{
public:
    /// owners: vendors' owners from other evidence than the rows.
    match_prefilter(const std::vector<normalized_listing>& listings, const owner_map& owners);

    /// False only for models that name_evidence would neither match nor suggest. Not thread-safe:
    /// it remembers owners. Copy it for each thread.
    bool could_match(std::string_view model_id);

private:
    std::vector<wanted_words> wanted_of(const std::string& owner) const;

    std::map<std::string, std::vector<wanted_words>> by_vendor_ = {};
    std::map<std::string, std::vector<std::string>> vendors_of_ =
        {};  ///< vendors of an owner, by the evidence
    boost::unordered_flat_map<std::string, std::vector<wanted_words>, text_hash> by_owner_ =
        {};                     ///< as spelled
    std::string owner_ = {};    ///< of the present model; kept for its memory
    words_of_name words_ = {};  ///< of its name; likewise
};

}  // namespace muster
