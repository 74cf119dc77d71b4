#pragma once

#include "sources/last_good.hpp"

#include <filesystem>
#include <vector>

namespace muster {

/// The files of all snapshots, sorted by name. Empty when the directory cannot be read.
std::vector<std::filesystem::path> listing_files(const std::filesystem::path& data);

/// Reads a snapshot, in pieces, as it may be large. Fails as read_file() and read_last_good() do.
result<last_good> read_kept_listing(const std::filesystem::path& file);

}  // namespace muster
