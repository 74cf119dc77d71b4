#pragma once

#include "commands.hpp"
#include "invocation.hpp"
#include "plugin/find_sources.hpp"
#include "settings/flags.hpp"

#include <span>
#include <string>
#include <vector>

namespace muster {

/// Whether plugins are started: for commands that ask sources, and for help on their options.
bool needs_plugins(const invocation& asked);

failure unknown_command(const std::string& word);

/// The command that was typed. Fails with bad_value where there is none, or where its output has no
/// such form.
result<const command_spec*> choose_command(const invocation& asked);

/// Adds flags with the names that plugins which did not load were given on the command line.
void add_flags_of_unusable(
    const std::vector<found_source>& found,
    const std::vector<std::string>& arguments,
    std::vector<flag>& flags
);

/// Checks the values of plugins' options, whether or not their sources are asked: a wrong value is
/// wrong usage.
result<void> check_plugin_values(std::span<const flag> flags, const invocation& asked);

}  // namespace muster
