#pragma once

#include <optional>
#include <string_view>

namespace muster {

/// Whether a pattern of a quantization_config means a module ("layers.0.self_attn.q_proj", without
/// what stands before the layers).
///
/// "re:" begins a regular expression that has to match from the module's beginning on, as in
/// compressed-tensors; "*" makes a glob, as ModelOpt writes them; anything else names the module or
/// whatever it is in, as in transformers.
///
/// Absent where the pattern is of a kind that is not read, or takes too many steps.
std::optional<bool> matches_module(std::string_view pattern, std::string_view module);

/// No pattern is tried for more steps with one module.
inline constexpr int pattern_step_limit = 20'000;

}  // namespace muster
