#pragma once

#include <cstdint>
#include <optional>

namespace muster {

class config_view;

/// The longest sequence that an engine takes by default, in tokens: never multiplied by what
/// scales rotary positions. Absent when not said.
std::optional<std::uint64_t> context_length(const config_view& text);

/// What scaling allows, by yarn, linear or dynamic, where that is more.
std::optional<std::uint64_t> scaled_context_length(const config_view& text);

/// Whether the configuration says a length itself, and not its class.
bool gives_context_length(const config_view& text);

}  // namespace muster
