#pragma once

#include "builds/build.hpp"
#include "known_name.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// How Ollama's library would call a model: "qwen3:8b" for "Qwen/Qwen3-8B". Empty where its words
/// do not make a name there: the library names a family, then a size.
std::string library_name_of(std::string_view model_id);

/// The names in Ollama's library that models with a GGUF build are likely to have: no more than a
/// guess by their words. Where several models would be called the same, tuned ones come first, as
/// the library serves these.
std::vector<known_name> library_names(std::span<const model_builds> builds, std::string_view day);

}  // namespace muster
