#pragma once

#include <span>
#include <string>
#include <string_view>

namespace muster {

/// "; did you mean Qwen/Qwen3-8B?", or an empty text. A name without its owner is the usual slip;
/// else the nearest spelling is meant, letter case aside.
std::string did_you_mean_id(std::string_view given, std::span<const std::string> known);

}  // namespace muster
