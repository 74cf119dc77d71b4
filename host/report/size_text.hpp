#pragma once

#include "catalog/models.hpp"
#include "size/facts/model_size.hpp"

#include <string>

namespace muster {

/// What a model takes, as a table for people: what it is, its weights in several formats, its
/// cache at several contexts and batch sizes, and both together.
std::string size_table(const model_row& row, const model_size& size);

}  // namespace muster
