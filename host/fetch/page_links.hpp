#pragma once

#include "wire/page_reading.hpp"

#include <string>

namespace muster {

/// A URL as a plugin gave it, made whole by the page it stood on; as it stands where it cannot be.
std::string whole_url(const std::string& url, const std::string& base);

/// Where the link of a page leads, as a plugin that follows it will be understood; may be empty.
std::string linked_page(const fetched_page& page);

/// False when one of them is no URL.
bool are_of_one_origin(const std::string& one, const std::string& other);

}  // namespace muster
