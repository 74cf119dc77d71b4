#pragma once

#include <string_view>

namespace hub_pages {

/// The Hub's name for the first order of a list as the option has it ("trending,likes"); the usual
/// one for an empty list. Throws std::invalid_argument for an order that is not known.
std::string_view sort_key(std::string_view list);

}  // namespace hub_pages
