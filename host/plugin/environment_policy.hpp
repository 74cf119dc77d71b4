#pragma once

#include "find_sources.hpp"

#include <vector>

namespace muster {

/// Makes the options of plugins forget every environment variable that is not theirs to read, and
/// says so in the notes of the source.
///
/// Not theirs is what does not bear their name (is_own_variable), what muster itself reads, and
/// what a secret of any plugin is read from, unless it is that secret. HF_ENDPOINT is read for the
/// option "endpoint" of the plugin "hub", which is the program's own option.
void apply_environment_policy(std::vector<found_source>& found);

}  // namespace muster
