#pragma once

#include "builds/build.hpp"
#include "catalog/models.hpp"
#include "size/device.hpp"
#include "size/facts/model_size.hpp"

#include <span>
#include <string>

namespace muster {

/// What a model takes, as a table for people: what it is, its weights in several formats, its
/// cache at several contexts and batch sizes, and both together. cards: those that it may run on;
/// builds: those that are known, null for none.
std::string size_table(
    const model_row& row,
    const model_size& size,
    std::span<const device> cards,
    const model_builds* builds
);

}  // namespace muster
