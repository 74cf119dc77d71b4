#pragma once

#include "muster/failure.hpp"

#include <filesystem>

namespace muster {

/// The data that ships with the program: ../share/muster/data, seen from it. Whether it is there is
/// another question; empty when the program does not know where it is itself.
std::filesystem::path shipped_data_directory();

/// What a data directory was begun with just now.
enum class data_start
{
    none,          ///< it was there
    bare,          ///< nothing: no data ships with this program
    from_shipped,  ///< what ships with the program
};

/// Makes a data directory that does not exist, whole or not at all, from the data that ships with
/// the program, or empty where none was installed.
///
/// Fails with the system's code; `where` is a sentence.
result<data_start> prepare_data_directory(const std::filesystem::path& directory);

/// Starts a directory that is there and holds no data from what ships: one that was just made, say,
/// or mounted. Names that begin with a dot are no data. Where anything else lies in it, nothing is
/// changed. A start that was killed goes on. The directory must be locked.
result<data_start> fill_empty_directory(const std::filesystem::path& directory);

}  // namespace muster
