#pragma once

#include <cstdint>
#include <optional>

namespace muster {

class config_view;

/// The longest sequence in tokens, scaling of rotary positions applied unless it is already;
/// absent when not said.
std::optional<std::uint64_t> context_length(const config_view& text, bool is_rope_applied);

/// The same before any scaling.
std::optional<std::uint64_t> unscaled_context_length(const config_view& text);

/// Whether the configuration says a length itself, and not its class.
bool gives_context_length(const config_view& text);

}  // namespace muster
