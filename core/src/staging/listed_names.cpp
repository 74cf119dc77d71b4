#include "listed_names.hpp"

#include "contract/identity.hpp"
#include "identity/name_tokens.hpp"

#include <algorithm>

namespace muster {

listed_names::listed_names(const normalized_listing& listing)
{
    for (const auto& row : listing.named)
    {
        take(without_serving_variant(row.name));
        with_id_.insert(fold_id(without_serving_variant(row.name)));
    }
    for (const auto& row : listing.unresolved)
        take(without_serving_variant(row.name));
}

void listed_names::take(std::string_view name)
{
    auto words = words_of(name);
    keys_.insert(key_of(words));
    // By the words that are left, under which the name without a date is looked for.
    if (std::erase_if(words, is_date_token) > 0)
        dated_[key_of(words)].emplace(name);
}

const std::set<std::string>& listed_names::with_date(std::string_view name) const
{
    static const std::set<std::string> none;
    const auto found = dated_.find(key_of(words_of(without_serving_variant(name))));
    return found == dated_.end() ? none : found->second;
}

bool listed_names::give_id_for(std::string_view name) const
{
    return with_id_.contains(fold_id(without_serving_variant(name)));
}

std::vector<std::string> listed_names::words_of(std::string_view name)
{
    // Without a slash that is the whole name: find() gives -1, and one more is 0.
    return name_tokens(name.substr(name.find('/') + 1));
}

std::string listed_names::key_of(std::vector<std::string> words)
{
    // Vendors order the words of one model in several ways.
    std::ranges::sort(words);
    std::string key;
    for (const auto& word : words)
        key += word + ' ';
    return key;
}

}  // namespace muster
