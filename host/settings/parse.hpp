#pragma once

#include "flags.hpp"
#include "muster/failure.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The failure for a wrong use of the program: exit status 2. sentence: what, where, what to do.
inline failure wrong_usage(std::string sentence) { return {errc::bad_value, std::move(sentence)}; }

/// The arguments by form: values are not checked yet.
struct given_arguments
{
    flag_values values = {};
    std::vector<std::string> words = {};  ///< what is no flag: the command and its operands
};

/// What to do with unknown flags. The command line is parsed twice: before the plugins are found,
/// their flags (--NAME.OPTION, which always take a value) are not known.
enum class unknown_flags
{
    refuse,
    pass_over_those_of_plugins,  ///< but for one that is nearly a known flag: it was meant
    pass_over,
};

/// Fails with bad_value; `where` is a sentence, with the nearest known flag.
result<given_arguments> parse_arguments(
    const std::vector<std::string>& arguments, std::span<const flag> flags, unknown_flags unknown
);

/// Parses lines `name = value`, with comments after '#'. A section [hub] puts "hub." before the
/// names below it. Fails as parse_arguments() does, and also for a value that its flag does not
/// accept: `where` begins with the file and the line.
result<flag_values> parse_configuration(
    std::string_view text,
    std::string_view file_name,
    std::span<const flag> flags,
    unknown_flags unknown
);

/// How a flag's value was given, for messages: "--data", or "muster.conf: data" when it comes from
/// the configuration file.
std::string written_flag(
    const std::string& name, const flag_values& command_line, const flag_values& configuration
);

}  // namespace muster
