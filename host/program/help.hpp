#pragma once

#include "settings/flags.hpp"

#include <span>
#include <string>
#include <string_view>

namespace muster {

/// The text of --help: what the program is for, its commands, and where the rest is told. It fits a
/// screen. Lines of all texts are kept under 100 columns.
std::string help_text();

/// The text of COMMAND --help: what it does, its options, examples. Precondition: there is one of
/// that name.
std::string command_help(std::string_view name, std::span<const flag> flags);

/// The options of the sources, by source: those of the flags that stand for an option of one.
std::string source_options_text(std::span<const flag> flags);

/// All options, by group, the variables of the environment, and the exit status.
std::string options_text(std::span<const flag> flags);

std::string version_text();

}  // namespace muster
