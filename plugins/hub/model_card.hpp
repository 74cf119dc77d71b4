#pragma once

#include "muster/row_stream.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

// Authors write cards by hand: what is odd there costs the member and not the row, so that cards
// are read apart.
namespace hub_pages {

/// The licence that the tags name, or else the card; empty without one.
std::string_view license_of(muster::row_view card, std::span<const std::string_view> tags);

/// The base models that the card names, as the Hub's own tags would; none where the tags do.
std::vector<std::string>
base_model_tags(muster::row_view card, std::span<const std::string_view> tags);

}  // namespace hub_pages
