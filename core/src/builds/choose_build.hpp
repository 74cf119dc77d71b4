#pragma once

#include "build.hpp"
#include "size/footprint.hpp"

namespace muster {

/// The build to take for a format of weights: of those that are in it the owner's, else the most
/// downloaded. A GGUF repository with files of many mixes is in each of them. Null when none is in
/// it. What runs on one vendor's machines alone (MLX) is never chosen.
const build* choose_build(const model_builds& known, const weight_format& format);

}  // namespace muster
