#pragma once

#include "sources/last_good.hpp"

#include <filesystem>

namespace muster {

/// Reads a snapshot, in pieces, as it may be large. Fails as read_file() and read_last_good() do.
result<last_good> read_kept_listing(const std::filesystem::path& file);

}  // namespace muster
