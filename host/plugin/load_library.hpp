#pragma once

#include "contract/descriptor.hpp"
#include "library_file.hpp"
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

/// As above, if the file of that name is the one that was looked at, before and after. (Behind a
/// file wall, no other can be opened between.)
result<loaded_plugin>
load_library(const std::filesystem::path& path, const file_identity& identity);

}  // namespace muster
