#pragma once

#include "muster/failure.hpp"

#include <filesystem>

namespace muster {

/// The directory of the data that ships with the program, ../share/muster/data relative to it. It
/// may not exist. Empty without /proc.
std::filesystem::path shipped_data_directory();

/// Whether a data directory is that one itself, as in a tree that the program was built in.
bool is_what_ships(const std::filesystem::path& directory);

/// The data directory, or what ships where it is not there yet: what a command that writes nothing
/// goes by.
std::filesystem::path directory_to_read(const std::filesystem::path& data);

/// How a data directory was started just now.
enum class data_start
{
    none,          ///< it was not: it existed
    bare,          ///< empty: no data is installed with the program
    from_shipped,  ///< with the data that ships
};

/// Makes a data directory that does not exist, with the data that ships or empty where none is
/// installed; completely or not at all. Several processes may do so at once.
/// Negative answers of the Hub are not taken over.
///
/// Fails with the system's code; `where` is a sentence.
result<data_start> prepare_data_directory(const std::filesystem::path& directory);

/// Fills a directory that exists but holds no data (just made, or mounted) with the data that
/// ships. Names that begin with a dot do not count as data. If anything else is in it, nothing is
/// changed. A start that was killed is continued. Precondition: the directory is locked.
result<data_start> fill_empty_directory(const std::filesystem::path& directory);

}  // namespace muster
