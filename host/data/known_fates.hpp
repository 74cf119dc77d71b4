#pragma once

#include "catalog/diff.hpp"

#include <filesystem>

namespace muster {

/// What stands beside a models.json and says where its rows went and came from: the archive, the
/// feed of changes, names of today. What cannot be read is left out, as nothing depends on it.
model_fates known_fates(const std::filesystem::path& data);

}  // namespace muster
