#pragma once

#include "muster/failure.hpp"

#include <cstdint>

namespace muster {

/// The most records, rejections and URLs that one page may yield, all together.
inline constexpr std::uint64_t reading_items_limit = 1'000'000;

/// The most bytes of text in one of them.
inline constexpr std::uint64_t item_bytes_limit = std::uint64_t{1} * 1024 * 1024;

/// The most bytes of text in all of them.
inline constexpr std::uint64_t reading_bytes_limit = std::uint64_t{512} * 1024 * 1024;

/// Counts what a plugin delivers for one page, so that none can exhaust the host's memory.
class reading_budget
{
public:
    /// Adds an item of so many bytes. Fails with too_large past a limit.
    result<void> spend(std::uint64_t item_bytes);

private:
    std::uint64_t items_ = 0;
    std::uint64_t bytes_ = 0;
};

}  // namespace muster
