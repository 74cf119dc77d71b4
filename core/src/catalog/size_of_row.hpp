#pragma once

#include "models.hpp"
#include "size/facts/model_size.hpp"

namespace muster {

/// What a row of models.json tells of a size. Parameters that are known in billions alone are
/// taken as those.
model_size size_of(const model_row& row);

}  // namespace muster
