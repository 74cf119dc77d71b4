#pragma once

#include "muster/failure.hpp"
#include "program.hpp"
#include "settings/parse.hpp"

#include <string>
#include <vector>

namespace muster {

/// The arguments and the configuration file, as far as they can be understood.
struct invocation
{
    flag_values command_line = {};
    flag_values configuration = {};
    std::vector<std::string> words = {};  ///< the command and what it is about
    settings chosen = {};
};

/// A word that is none of the program's, for a message: "name=value" without the value, which may
/// be a secret.
std::string without_value(std::string_view word);

/// Understands what does not depend on plugins; all else is passed over, with the values of what
/// could be flags of plugins.
///
/// Fails with bad_value for a wrong value, a configuration file that cannot be read, or a named
/// plugin directory that is none; `where` is a sentence.
result<invocation> parse_early(const process_environment& given);

/// Understands everything, with the flags of the plugins found. Fails with bad_value for what is
/// not known.
result<invocation> parse_invocation(const process_environment& given, std::span<const flag> flags);

/// As above, for a command that no plugin is started for: what could be a flag of one is passed
/// over.
result<invocation> parse_without_plugins(const process_environment& given);

}  // namespace muster
