#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hub_pages {

/// How many rows a search is asked for. Beside the exact one it finds what has the name in its own:
/// the most downloaded come first, and the one that is named need not be among few of them.
inline constexpr std::uint64_t search_rows = 100;

/// The parameters of a search for one model by its id, which the Hub has no listing for.
std::string search_for(std::string_view id);

/// The id that a page was searched for, of a list with commas; empty of any other page.
std::string_view searched_id(std::string_view page_url, std::string_view ids);

/// Whether two ids are one, letter case aside, as the Hub has it.
bool is_same_repository(std::string_view a, std::string_view b) noexcept;

}  // namespace hub_pages
