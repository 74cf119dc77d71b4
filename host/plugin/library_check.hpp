#pragma once

#include "library_file.hpp"
#include "muster/failure.hpp"

#include <filesystem>

namespace muster {

/// Looks at a file without running anything of it: is it a whole shared library for this machine?
///
/// The loader trusts the headers of what it maps: a truncated library ends the process with
/// SIGBUS, a FIFO blocks it for ever. Fails with refused; `where` begins with one of
/// not-a-library, truncated, wrong-machine, not-a-file and tells what the file is.
result<void> check_library_file(const library_file& file);
result<void> check_library_file(const std::filesystem::path& file);

}  // namespace muster
