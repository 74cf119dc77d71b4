#pragma once

#include "wire/page_reading.hpp"

#include <string>

namespace muster {

/// A URL that a plugin gave, resolved against the page it was on; unchanged when it cannot be
/// resolved.
std::string absolute_url(const std::string& url, const std::string& base);

/// The page's `next` link, resolved in the same way, so that it equals the URL that the plugin will
/// follow; empty without one.
std::string linked_page(const fetched_page& page);

/// Whether both are URLs with the same scheme, host and port.
bool are_of_one_origin(const std::string& one, const std::string& other);

}  // namespace muster
