#pragma once

#include "muster/failure.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster {

/// The files of a plugin to begin with, by name: source, test, a sample page, CMake. It builds,
/// passes its test and can be dropped into a plugin directory as it is. The name must be one that
/// a descriptor may have.
std::vector<std::pair<std::string, std::string>> new_plugin_files(std::string_view name);

/// Writes them into a directory that is made for them. Fails with bad_value for a name that a
/// plugin cannot have, with refused when the directory is there and not empty, and with
/// unavailable when it cannot be written.
result<std::vector<std::filesystem::path>>
write_new_plugin(std::string_view name, const std::filesystem::path& directory);

}  // namespace muster
