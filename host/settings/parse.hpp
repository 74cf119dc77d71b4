#pragma once

#include "flags.hpp"
#include "muster/failure.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// What was given, unchecked but for its form.
struct given_arguments
{
    flag_values values = {};
    std::vector<std::string> words = {};  ///< what is not a flag: the command and what it is about
};

/// Whether flags that are not known are a failure, or are passed over: before the plugins are
/// found, theirs are not known.
enum class unknown_flags
{
    refuse,
    pass_over,
};

/// Fails with bad_value; `where` is a sentence with a suggestion.
result<given_arguments> parse_arguments(
    const std::vector<std::string>& arguments, std::span<const flag> flags, unknown_flags unknown
);

/// Lines `name = value` and comments after '#'. A section [hub] stands for "hub." before the names
/// below it. Fails as parse_arguments does, and for a value that its flag does not take: `where`
/// begins with the file and says the line.
result<flag_values> parse_configuration(
    std::string_view text,
    std::string_view file_name,
    std::span<const flag> flags,
    unknown_flags unknown
);

/// How the value of a flag was written, for messages: "--data", or "muster.conf: data" where it
/// comes from the configuration file.
std::string written_flag(
    const std::string& name, const flag_values& command_line, const flag_values& configuration
);

}  // namespace muster
