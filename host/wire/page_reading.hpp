#pragma once

#include "packed_records.hpp"
#include "table/listing.hpp"

#include <string>
#include <utility>
#include <vector>

namespace muster {

/// What a plugin said of one page, kept: whole, or not at all.
struct page_reading
{
    wire::packed_records models = {};
    std::vector<rejection> rejected = {};
    std::vector<std::string> follow = {};  ///< URLs as the plugin gave them

    friend bool operator==(const page_reading&, const page_reading&) = default;
};

/// A page as the host keeps it while a plugin reads it (see `page` in source.hpp).
struct fetched_page
{
    std::string url = {};
    std::string media_type = {};
    std::string body = {};
    std::string next = {};
};

/// Names and values of a plugin's options, as it will see them: no secrets.
using option_values = std::vector<std::pair<std::string, std::string>>;

}  // namespace muster
