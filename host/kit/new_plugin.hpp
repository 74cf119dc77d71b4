#pragma once

#include "muster/failure.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster {

/// The files of a new plugin, by name: source, test, sample page, CMake. They build, pass their
/// test, and give a library that works in a plugin directory as it is. Precondition: a descriptor
/// may have the name.
std::vector<std::pair<std::string, std::string>> new_plugin_files(std::string_view name);

/// Writes the files into a directory, which is made. Fails with bad_value for a name that a plugin
/// cannot have, with refused when the directory is not empty, and with unavailable when it cannot
/// be written.
result<std::vector<std::filesystem::path>>
write_new_plugin(std::string_view name, const std::filesystem::path& directory);

}  // namespace muster
