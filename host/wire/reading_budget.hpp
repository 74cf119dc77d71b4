#pragma once

#include "muster/failure.hpp"

#include <cstdint>

namespace muster {

/// How many records, rejections and URLs to follow one page may say, all together.
inline constexpr std::uint64_t reading_items_limit = 1'000'000;

/// How much text may stand in one of them.
inline constexpr std::uint64_t item_bytes_limit = std::uint64_t{1} * 1024 * 1024;

/// How much text may stand in all of them.
inline constexpr std::uint64_t reading_bytes_limit = std::uint64_t{512} * 1024 * 1024;

/// Counts what a plugin says of one page, so that no plugin can fill the host.
class reading_budget
{
public:
    /// Fails with too_large when one more item of that many bytes is past a limit.
    result<void> spend(std::uint64_t item_bytes);

private:
    std::uint64_t items_ = 0;
    std::uint64_t bytes_ = 0;
};

}  // namespace muster
