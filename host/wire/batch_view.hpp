#pragma once

#include "muster/plugin_abi.h"

#include <cstdint>
#include <string_view>

namespace muster {

/// Sizes of the structs in version 1.0 of the contract. A smaller struct is invalid; a larger one
/// comes from a later minor version, and begins with the same members.
inline constexpr std::uint32_t least_batch_bytes = 56;
inline constexpr std::uint32_t least_record_bytes = 144;
inline constexpr std::uint32_t least_table_bytes = 40;

/// Since version 1.2 a batch has facts of the listing at its end.
inline constexpr std::uint32_t batch_bytes_with_facts = 96;

/// Precondition: `data` has `size` bytes. Null is accepted as empty.
inline std::string_view view(muster_text text) noexcept
{
    return text.size == 0 || !text.data ? std::string_view{}
                                        : std::string_view{text.data, text.size};
}

inline muster_text text_of(std::string_view view) noexcept { return {view.data(), view.size()}; }

/// Record `index` of a batch. A plugin built with a later minor version has larger records, so that
/// the distance between them is its record_size. Precondition: index < batch.record_count.
inline const muster_record& record_at(const muster_batch& batch, std::uint64_t index) noexcept
{
    const auto* first = reinterpret_cast<const unsigned char*>(batch.records);
    return *reinterpret_cast<const muster_record*>(first + index * batch.record_size);
}

/// Bytes of a record's text, with the room that each list element takes. The lengths are the
/// plugin's claims: a sum past 2^64 stays at the maximum, and counting stops when it is over
/// `enough`, so that no false count is walked through.
std::uint64_t bytes_of(const muster_record& record, std::uint64_t enough) noexcept;
std::uint64_t bytes_of(const muster_rejection& rejection) noexcept;

}  // namespace muster
