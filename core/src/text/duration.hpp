#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace muster {

/// "90", "90s", "1.5m", "2h", "500ms", "7d": bare numbers are seconds. Nothing for anything else,
/// for negative spans and for spans over 1000 days.
std::optional<std::chrono::milliseconds> read_duration(std::string_view text) noexcept;

}  // namespace muster
