#include "listing_order.hpp"

#include "word_list.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

namespace hub_pages {

namespace {

struct order
{
    std::string_view name = {};  ///< as the option has it
    std::string_view key = {};   ///< as the Hub has it
};

constexpr std::array<order, 4> orders = {{
    {"downloads", "downloads"},
    {"trending", "trendingScore"},
    {"created", "createdAt"},
    {"likes", "likes"},
}};

}  // namespace

std::string_view sort_key(std::string_view list)
{
    // The first: of several orders the host makes several questions, each with one.
    const auto name = list.empty() ? orders.front().name : elements_of(list).front();
    const auto* const found =
        std::find_if(orders.begin(), orders.end(), [name](auto& one) { return one.name == name; });
    if (found == orders.end())
        // start() returns no failure: what it throws is made one where the contract begins.
        throw std::invalid_argument(
            "--hub.sort knows downloads, trending, created and likes, not " + std::string(name)
        );
    return found->key;
}

}  // namespace hub_pages
