#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace muster {

/// Parses a duration: "90", "90s", "1.5m", "2h", "500ms", "7d"; a bare number is seconds. Nothing
/// for anything else, for negative ones and for more than 1000 days.
std::optional<std::chrono::milliseconds> read_duration(std::string_view text) noexcept;

}  // namespace muster
