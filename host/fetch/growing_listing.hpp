#pragma once

#include "net/http/web_client.hpp"
#include "table/listing.hpp"
#include "wire/page_reading.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace muster {

/// What a source publishes, while its pages come.
class growing_listing
{
public:
    /// Both must outlive it. Rows past the limit are left out; 0 for none.
    growing_listing(listing& published, const web_client& web, std::uint64_t record_limit)
        : published_(published), web_(web), record_limit_(record_limit)
    {
    }

    /// Takes what a page says, which is counted from 1. A row that no file can hold is rejected.
    void add(const page_reading& read, std::uint64_t page);

    /// Rows with a Hub id: they count for the limit.
    std::uint64_t models() const noexcept { return models_; }

    bool is_full() const noexcept { return record_limit_ > 0 && models_ >= record_limit_; }

    /// Whether another page like the last one, or one of twice as many models, leaves room.
    bool has_room_for_more_than_a_page() const noexcept;

private:
    void add(const record& model);
    void reject(std::string_view where, std::string_view why);
    bool takes(const record& model);
    std::string told(std::string_view words) const;

    listing& published_;
    const web_client& web_;
    std::uint64_t record_limit_;
    std::uint64_t models_ = 0;
    std::uint64_t page_models_ = 0;  ///< of them, on the page added last
    std::uint64_t page_ = 0;
};

}  // namespace muster
