#pragma once

#include "settings/flags.hpp"

#include <span>
#include <string>

namespace muster {

/// The text of --help: commands, then flags by group, each with its default and its environment
/// variable. Lines are kept under 100 columns.
std::string help_text(std::span<const flag> flags);

std::string version_text();

}  // namespace muster
