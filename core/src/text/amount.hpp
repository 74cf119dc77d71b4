#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace muster {

/// "12,345".
std::string with_separators(std::uint64_t count);

/// Parses bytes: "24GB", "80 G", "1.5TB", "16GiB", "4096". Powers of 1000, and of 1024 with an "i".
/// Nothing for anything else, for none and for more than an exabyte.
std::optional<std::uint64_t> read_bytes(std::string_view text) noexcept;

/// Parses a count: "7b", "350M", "32k", "131072", in any case. A "k" stands for so many as
/// `thousand` says: contexts are counted by 1024, parameters by 1000. Nothing for anything else.
std::optional<std::uint64_t> read_count(std::string_view text, std::uint64_t thousand) noexcept;

}  // namespace muster
