#pragma once

#include "size/fit.hpp"

#include <span>
#include <string>
#include <vector>

namespace muster {

/// What `muster fit` takes where nothing else is said: its flags have the same defaults.
inline constexpr std::uint64_t usual_context_tokens = 32'768;
inline constexpr double usual_reserve = 0.1;

/// Tried where --weights names none, beside how each model is stored; most bits first.
std::span<const weight_format> usual_formats();

/// What a model needs in one format, for one user.
struct usual_need
{
    model_fit fit = {};
    std::string card = {};  ///< the smallest that it runs on, or how many: "RTX 4090", "4x H200"
};

/// As it is stored, and in int8 and Q4_K_M where these have fewer bits, else in GGUF mixes that
/// have: three formats, as far as there are any, with the usual context or the model's own where
/// that is shorter. Empty when its parameters are not known, or nothing is of its cache.
std::vector<usual_need> usual_needs(const model_size& size, std::span<const device> cards);

}  // namespace muster
