#pragma once

#include "packed_records.hpp"
#include "table/listing.hpp"

#include <string>
#include <utility>
#include <vector>

namespace muster {

/// What a plugin read from one page. It is complete: a reading without its last frame is dropped.
struct page_reading
{
    wire::packed_records models = {};
    std::vector<rejection> rejected = {};
    std::vector<std::string> follow = {};  ///< URLs as the plugin gave them

    friend bool operator==(const page_reading&, const page_reading&) = default;
};

/// A page, owned by the host while a plugin reads it (see `page` in source.hpp).
struct fetched_page
{
    std::string url = {};
    std::string media_type = {};
    std::string body = {};
    std::string next = {};
};

/// Names and values of the options that a plugin gets; secrets are not among them.
using option_values = std::vector<std::pair<std::string, std::string>>;

}  // namespace muster
