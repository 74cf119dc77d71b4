#pragma once

#include "wire/walls.hpp"

#include <filesystem>
#include <string_view>

namespace muster {

/// Walls this process in, before it opens the plugin's library: see walls. The environment, which
/// the loader has read by now, is gone as well, its memory included.
///
/// `without` names what is left out, as where the kernel lacks it: "landlock", "seccomp". For
/// tests.
walls build_walls(const std::filesystem::path& plugin, std::string_view without);

}  // namespace muster
