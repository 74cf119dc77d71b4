#include "id_search.hpp"

#include "muster/percent_encoding.hpp"
#include "word_list.hpp"

#include <algorithm>

namespace hub_pages {

// The search finds parts of names, whoever owns them; the owner is a filter of its own.
std::string search_for(std::string_view id)
{
    const auto slash = id.find('/');
    const auto owner = slash == id.npos ? "" : id.substr(0, slash);
    return (owner.empty() ? "" : "author=" + muster::percent_encoded(owner) + '&') +
           "search=" + muster::percent_encoded(id.substr(slash == id.npos ? 0 : slash + 1));
}

std::string_view searched_id(std::string_view page_url, std::string_view ids)
{
    // The address is all that tells a page's question, as a source keeps no state.
    if (page_url.find("search=") == page_url.npos)
        return {};
    for (const auto id : elements_of(ids))
        // With both ends, so that an id is not taken for one that begins like it.
        if (page_url.find('?' + search_for(id) + '&') != page_url.npos)
            return id;
    return {};
}

bool is_same_repository(std::string_view a, std::string_view b) noexcept
{
    // ASCII alone: ids have no other letters, and a locale must not matter.
    const auto low = [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&low](char x, char y) {
        return low(x) == low(y);
    });
}

}  // namespace hub_pages
