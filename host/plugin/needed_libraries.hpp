#pragma once

#include "library_file.hpp"

#include <filesystem>
#include <vector>

namespace muster {

/// A library that a plugin is made of, and the name by which the loader will ask for it.
struct needed_library
{
    std::filesystem::path path = {};
    library_file file;
};

/// The plugin's own file and all that it and they need (DT_NEEDED), wherever the loader may look:
/// RPATH, RUNPATH, $ORIGIN, LD_LIBRARY_PATH, /etc/ld.so.cache; but for the directories that are
/// the system's (system_library_directories).
///
/// Runs before the plugin is walled in, on a file that says what it likes: what is not a shared
/// library for this machine is left out, so that naming a file does not make it readable. Places
/// given with $LIB or $PLATFORM are not looked at.
std::vector<needed_library> needed_libraries(const std::filesystem::path& plugin);

/// The path as it is where the working directory does not exist any more.
std::filesystem::path absolute_path(const std::filesystem::path& path);

/// Where the loader looks for what is named nowhere else; any library there may be loaded.
inline constexpr const char* system_library_directories[] = {
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/local/lib64"};

inline constexpr const char* loader_cache = "/etc/ld.so.cache";

}  // namespace muster
