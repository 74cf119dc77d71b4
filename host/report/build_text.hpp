#pragma once

#include "builds/build.hpp"

#include <cstddef>
#include <string>

namespace muster {

/// How many builds of a model are shown where it is not they that were asked for.
inline constexpr std::size_t builds_shown_limit = 5;

/// "unsloth/Qwen3-8B-GGUF (gguf, 477,932 downloads)".
std::string build_words(const build& one);

/// The best known builds of a model, a line each under a heading; what is left out is counted.
std::string builds_text(const model_builds& known);

/// "12 builds: 5 gguf, 4 awq, 3 fp8".
std::string builds_summary(const model_builds& known);

}  // namespace muster
