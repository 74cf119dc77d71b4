#pragma once

#include "muster/descriptor.hpp"
#include "muster/failure.hpp"
#include "muster/plugin_abi.h"

#include <filesystem>

namespace muster {

/// A plugin inside this process. The library stays loaded until the process ends: code of it may
/// still be referred to from anywhere.
struct loaded_plugin
{
    const muster_source_table* table = nullptr;
    descriptor description = {};
};

/// Loads one library with all its symbols resolved, and checks its table. Runs the library's
/// constructors. Fails with refused; `where` begins with one of missing-dependency, not-a-plugin,
/// bad-entry, bad-descriptor, or names both contract versions.
result<loaded_plugin> load_library(const std::filesystem::path& file);

}  // namespace muster
