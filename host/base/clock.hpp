#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace muster {

/// The present time, "2026-11-22T16:20:00Z".
std::string utc_now();

/// The moment that such a text names, since 1970; nothing for other texts.
std::optional<std::chrono::seconds> seconds_since_epoch(std::string_view utc);

}  // namespace muster
