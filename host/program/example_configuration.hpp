#pragma once

#include "settings/flags.hpp"

#include <span>
#include <string>

namespace muster {

/// A configuration file to begin with: every option as a comment, with what it means and its
/// default. Without the comment signs before the options that have a default, it says what no file
/// says.
std::string example_configuration(std::span<const flag> flags);

}  // namespace muster
