#include "listed_names.hpp"

#include "contract/identity.hpp"
#include "identity/name_tokens.hpp"

#include <algorithm>

namespace muster {

listed_names::listed_names(const normalized_listing& listing)
{
    for (const auto& row : listing.named)
    {
        keys_.insert(key_of(without_serving_variant(row.name)));
        with_id_.insert(fold_id(without_serving_variant(row.name)));
    }
    for (const auto& row : listing.unresolved)
        keys_.insert(key_of(without_serving_variant(row.name)));
}

bool listed_names::give_id_for(std::string_view name) const
{
    return with_id_.contains(fold_id(without_serving_variant(name)));
}

std::string listed_names::key_of(std::string_view name)
{
    auto words = name_tokens(name.substr(name.find('/') + 1));
    std::ranges::sort(words);
    std::string key;
    for (const auto& word : words)
        key += word + ' ';
    return key;
}

}  // namespace muster
