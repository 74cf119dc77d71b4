#pragma once

#include "joined_models.hpp"

namespace muster {

// What joins, where no formula says it.
projector gemma4_hearing, reading_half, two_encoders, folded_patches;

}  // namespace muster
