#pragma once

#include "sources/listing_snapshot.hpp"

#include <filesystem>
#include <vector>

namespace muster {

/// The files of all snapshots, sorted by name. Empty when the directory cannot be read.
std::vector<std::filesystem::path> listing_files(const std::filesystem::path& data);

/// Reads a snapshot, in pieces, as it may be large. Fails as read_file() and read_snapshot() do.
result<listing_snapshot> read_saved_snapshot(const std::filesystem::path& file);

}  // namespace muster
