#pragma once

#include "net/http/web_client.hpp"
#include "table/listing.hpp"
#include "wire/page_reading.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace muster {

/// Adds the records of each page to a source's listing, up to the record limit.
class growing_listing
{
public:
    /// Both must outlive it. Rows past the limit are dropped; 0 means no limit.
    growing_listing(listing& published, const web_client& web, std::uint64_t record_limit)
        : published_(published), web_(web), record_limit_(record_limit)
    {
    }

    /// Adds one page, which is numbered from 1. Rows that the data files cannot hold are rejected.
    void add(const page_reading& read, std::uint64_t page);

    /// How many rows came, those that are no models included.
    std::uint64_t rows() const noexcept { return rows_; }

    /// What the pages say of the listing as a whole; of more to come, only where nothing leads.
    const listing_facts& facts() const noexcept { return facts_; }

    /// How many rows the service says it has and did not give; nothing where none are missing. Rows
    /// that came twice fill no promise, unless they are few: lists move while they are read.
    /// Linear.
    std::optional<std::uint64_t> missing() const;

    /// What the service has and did not give, in words; empty when nothing is missing. For a
    /// listing whose last page was added.
    std::string broken_promise() const;

    /// How many rows have a Hub id; only these count for the limit.
    std::uint64_t models() const noexcept { return models_; }

    bool is_full() const noexcept { return record_limit_ > 0 && models_ >= record_limit_; }

    /// Whether the limit leaves room for more than two pages like the last one.
    bool has_room_for_more_than_a_page() const noexcept;

private:
    void add(const record& model);
    void reject(std::string_view where, std::string_view why);
    bool takes(const record& model);
    std::string told(std::string_view words) const;

    /// Rows that came, of those that came twice one, where these are many.
    std::uint64_t different_rows() const;

    listing& published_;
    const web_client& web_;
    std::uint64_t record_limit_;
    listing_facts facts_ = {};
    std::uint64_t rows_ = 0;
    std::uint64_t models_ = 0;
    std::uint64_t page_models_ = 0;  ///< of them, on the page added last
    std::uint64_t page_ = 0;
};

}  // namespace muster
