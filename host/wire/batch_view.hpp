#pragma once

#include "muster/plugin_abi.h"

#include <cstdint>
#include <string_view>

namespace muster {

/// The sizes of contract 1.0: what is shorter was never built. What is longer was built against a
/// later minor version, and begins the same.
inline constexpr std::uint32_t least_batch_bytes = 56;
inline constexpr std::uint32_t least_record_bytes = 144;
inline constexpr std::uint32_t least_table_bytes = 40;

inline std::string_view view(muster_text text) noexcept
{
    return text.size == 0 || !text.data ? std::string_view{}
                                        : std::string_view{text.data, text.size};
}

inline muster_text text_of(std::string_view view) noexcept { return {view.data(), view.size()}; }

/// The stride between records is the plugin's own.
inline const muster_record& record_at(const muster_batch& batch, std::uint64_t index) noexcept
{
    const auto* first = reinterpret_cast<const unsigned char*>(batch.records);
    return *reinterpret_cast<const muster_record*>(first + index * batch.record_size);
}

/// How much text a record holds, each list element counted as the room it takes. The lengths are
/// the plugin's claim: a sum past 2^64 stays at the largest number, and no list is gone through
/// that is too long to be kept.
std::uint64_t bytes_of(const muster_record& record, std::uint64_t enough) noexcept;
std::uint64_t bytes_of(const muster_rejection& rejection) noexcept;

}  // namespace muster
