#pragma once

#include "muster/failure.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace muster {

/// The names that a shared library exports. Reads the file and runs nothing of it. Fails with
/// refused when it is no complete library for this machine.
result<std::vector<std::string>> exported_symbols(const std::filesystem::path& library);

}  // namespace muster
