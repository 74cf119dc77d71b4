#include "match_prefilter.hpp"

#include "contract/identity.hpp"
#include "identity/name_tokens.hpp"

#include <algorithm>

namespace muster {

namespace {

std::string owner_of(std::string_view name) { return fold_id(provider_of(name)); }

}  // namespace

match_prefilter::match_prefilter(
    const std::vector<normalized_listing>& listings, const owner_map& owners
)
{
    for (const auto& listing : listings)
        for (const auto& row : listing.unresolved)
        {
            auto plain = fold_id(without_serving_variant(row.name));
            // As name_evidence splits it into words.
            std::ranges::replace(plain, ':', '-');
            const auto slash = plain.find('/');
            // A name without a vendor says nothing about owners.
            if (slash == std::string::npos)
                continue;
            by_vendor_[plain.substr(0, slash)].push_back(words_needed(plain.substr(slash + 1)));
        }
    for (const auto& listing : listings)
        for (const auto& row : listing.named)
            // Only vendors with a row to resolve matter.
            if (const auto vendor = owner_of(row.name); by_vendor_.contains(vendor))
                vendors_of_[owner_of(row.model_id)].push_back(vendor);
    for (const auto& [vendor, known] : owners)
        for (const auto& owner : known)
            if (by_vendor_.contains(vendor))
                vendors_of_[owner].push_back(vendor);
}

bool match_prefilter::could_match(std::string_view model_id)
{
    const auto slash = model_id.find('/');
    // Ids without an owner belong to nobody's vendor.
    if (slash == std::string_view::npos || by_vendor_.empty())
        return false;
    // Listings have many models of one owner, and each owner is worked out once.
    owner_.assign(model_id, 0, slash);
    auto at = by_owner_.find(owner_);
    if (at == by_owner_.end())
        at = by_owner_.emplace(owner_, wanted_of(owner_of(model_id))).first;
    if (at->second.empty())
        return false;
    // After the owner, which rules out nearly all.
    words_.take(model_id.substr(slash + 1));
    return std::any_of(at->second.begin(), at->second.end(), [this](const wanted_words& wanted) {
        return wanted.are_in(words_);
    });
}

std::vector<wanted_words> match_prefilter::wanted_of(const std::string& owner) const
{
    std::vector<std::string> vendors;
    if (const auto known = vendors_of_.find(owner); known != vendors_of_.end())
        vendors = known->second;
    const auto letters = letters_of(owner);
    // The rules of name_evidence::owners_for(), seen from the owner.
    for (const auto& [vendor, names] : by_vendor_)
    {
        const auto begins = letters_of(vendor);
        if (vendor == owner || (!begins.empty() && letters.starts_with(begins)))
            vendors.push_back(vendor);
    }
    // A vendor may be found both ways.
    std::sort(vendors.begin(), vendors.end());
    vendors.erase(std::unique(vendors.begin(), vendors.end()), vendors.end());
    std::vector<wanted_words> all;
    for (const auto& vendor : vendors)
        all.insert(all.end(), by_vendor_.at(vendor).begin(), by_vendor_.at(vendor).end());
    return all;
}

}  // namespace muster
