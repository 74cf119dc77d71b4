#pragma once

#include "size/facts/formula_size.hpp"
#include "size/facts/model_size.hpp"

#include <string>

namespace muster {

/// The sums behind cached bytes and layers, by kind of layer, as the formula computed them; empty
/// where a size has another number.
std::string cache_arithmetic(const model_size& size, const formula_size& formula);
std::string fixed_arithmetic(const model_size& size, const formula_size& formula);
std::string layers_arithmetic(const formula_size& formula);

}  // namespace muster
