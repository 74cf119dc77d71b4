#pragma once

#include "muster/dates.hpp"
#include "record_list.hpp"
#include "table/listing.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace muster {

/// What a page says of its listing as a whole; contract 1.2. See `reading` in source.hpp.
struct listing_facts
{
    std::uint64_t skipped = 0;
    std::optional<std::uint64_t> total = {};
    bool has_more = false;
    std::string content_date = {};  ///< see keep_newest_few(); may be empty

    void add(const listing_facts& more)
    {
        skipped += more.skipped;
        total = more.total ? more.total : total;
        has_more |= more.has_more;
        keep_newest_of(content_date, more.content_date);
    }

    friend bool operator==(const listing_facts&, const listing_facts&) = default;
};

/// What a plugin read from one page. It is complete: a reading without its last frame is dropped.
struct page_reading
{
    wire::record_list models = {};
    std::vector<rejection> rejected = {};
    std::vector<std::string> follow = {};  ///< URLs as the plugin gave them
    listing_facts facts = {};

    friend bool operator==(const page_reading&, const page_reading&) = default;
};

/// How many rows the page has: models, rejected and skipped.
inline std::uint64_t rows_in(const page_reading& read) noexcept
{
    return read.models.size() + read.rejected.size() + read.facts.skipped;
}

/// A page, owned by the host while a plugin reads it (see `page` in source.hpp).
struct fetched_page
{
    std::string url = {};
    std::string media_type = {};
    std::string body = {};
    std::string next = {};
    std::optional<std::uint64_t> total = {};
};

/// Names and values of the options that a plugin gets; secrets are not among them.
using option_values = std::vector<std::pair<std::string, std::string>>;

}  // namespace muster
