#pragma once

#include "validate_files.hpp"

namespace muster {

/// Holds names.json and builds.json to their promises: each leads to a model that another file
/// knows, occurs once, and is in the order that a run writes. Precondition: a file in the map fits
/// its schema.
void check_names_and_builds(const parsed_files& files, data_violations& violations);

}  // namespace muster
