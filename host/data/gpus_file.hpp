#pragma once

#include "size/device.hpp"

#include <filesystem>

namespace muster {

/// The table of cards that is installed beside the program, ../share/muster/gpus.json relative to
/// it. Empty without /proc.
std::filesystem::path gpus_file();

/// What is in it. Fails with the system's code, not_json or wrong_shape; `where` is a sentence that
/// also says what to do.
result<std::vector<device>> read_gpus();

}  // namespace muster
