#include "reading_budget.hpp"

#include <string>

namespace muster {

result<void> reading_budget::spend(std::uint64_t item_bytes)
{
    if (item_bytes > item_bytes_limit)
        return failure{
            errc::too_large,
            "record-too-large: " + std::to_string(item_bytes) + " bytes in one record, at most " +
                std::to_string(item_bytes_limit)};
    // The count has a limit of its own: empty records take no bytes, but memory.
    items_ += 1;
    bytes_ += item_bytes;
    if (items_ > reading_items_limit)
        return failure{
            errc::too_large,
            "too-many-records: more than " + std::to_string(reading_items_limit) + " on a page"};
    if (bytes_ > reading_bytes_limit)
        return failure{
            errc::too_large,
            "too-many-records: more than " + std::to_string(reading_bytes_limit) +
                " bytes of text on a page"};
    return {};
}

}  // namespace muster
