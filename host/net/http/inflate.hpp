#pragma once

#include "net_error.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace muster {

/// A gzip bomb is judged by its ratio: listings compress 5 to 40 times, gzip at best 1,030 times.
inline constexpr std::uint64_t inflate_ratio_limit = 250;

/// Below this size, decoded, the ratio is not judged: small repetitive bodies are harmless.
inline constexpr std::uint64_t inflate_ratio_from_bytes = 1 << 20;

/// Decodes gzip, with one member or several.
///
/// Fails with too_large past `bytes_limit` or the ratio, having decoded no more than that; with
/// truncated when the data ends early; with malformed when it is not gzip or its check sum is
/// wrong. Throws std::bad_alloc without memory.
net_result<std::string> inflate_gzip(std::string_view data, std::uint64_t bytes_limit);

}  // namespace muster
