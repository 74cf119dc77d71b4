#pragma once

#include "fault.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace muster {

/// Listings compress 5 to 40 times; gzip can go to 1,030.
inline constexpr std::uint64_t inflate_ratio_limit = 250;

/// Below this size the ratio is not judged: small repetitive answers are harmless.
inline constexpr std::uint64_t inflate_ratio_from_bytes = 1 << 20;

/// Decodes gzip, of one member or of several.
///
/// Fails with too_large past the limit of bytes or the ratio, having decoded no more than that;
/// with truncated when the data stops early; with malformed when it is not gzip or its check
/// sum is wrong.
attempt<std::string> inflate_gzip(std::string_view data, std::uint64_t bytes_limit);

}  // namespace muster
