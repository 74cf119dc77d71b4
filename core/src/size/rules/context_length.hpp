#pragma once

#include <cstdint>
#include <optional>

namespace muster {

class config_view;

/// The longest sequence that an engine takes by default, in tokens: linear scaling of rotary
/// positions applied unless it is already, yarn never (vLLM since September 2026, as transformers).
/// Absent when not said.
std::optional<std::uint64_t> context_length(const config_view& text, bool is_rope_applied);

/// What scaling by yarn allows, where that is more.
std::optional<std::uint64_t> context_by_yarn(const config_view& text);

/// The same before any scaling.
std::optional<std::uint64_t> unscaled_context_length(const config_view& text);

/// Whether the configuration says a length itself, and not its class.
bool gives_context_length(const config_view& text);

}  // namespace muster
