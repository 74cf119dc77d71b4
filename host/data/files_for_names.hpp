#pragma once

#include "data_files.hpp"

#include <filesystem>

namespace muster {

/// As read_data_files(), with no more of the evidence than aliases_of() needs: to read that of the
/// whole Hub takes a while.
result<data_files> read_files_for_names(const std::filesystem::path& data);

}  // namespace muster
