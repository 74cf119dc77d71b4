#include "example_configuration.hpp"

#include "help_content.hpp"
#include "report/console.hpp"
#include "word_wrap.hpp"

#include <algorithm>
#include <array>

namespace muster {

namespace {

constexpr line_shape comment_lines = {"# ", "# "};

// What is asked of one start of the program.
bool is_for_command_line_only(const flag& one)
{
    static constexpr std::array names = {
        "config",
        "help",
        "version",
        "pin",
        "why",
        "as",
        "source",
        "out",
        "against",
        "since",
        "seed",
        "mutations",
        "explain"};
    return std::find(names.begin(), names.end(), one.spec.name) != names.end();
}

void append_option(std::string& out, const flag& one)
{
    const bool has_default = one.is_switch || one.spec.default_value;
    // What holds without the line: taking its # away alone changes nothing.
    const auto usual = one.is_switch ? "false" : one.spec.default_value.value_or(one.value_name);
    auto meaning = one.spec.help;
    if (!one.spec.choices.empty())
        meaning += "; one of " + one.value_name;
    // Some helps name a default that depends on the machine.
    if (!has_default && meaning.find("(default") == std::string::npos)
        meaning += " (no default)";
    // What a plugin says of itself may not end the comment.
    out += '\n' + wrapped(printable(meaning), comment_lines) + '#' + one.spec.name + " = " +
           printable(usual) + '\n';
}

}  // namespace

std::string example_configuration(std::span<const flag> flags)
{
    auto out = wrapped(
        "Options of muster in a file: muster run --config FILE. Take the # away before those that "
        "are to differ. What stands on the command line or in the environment comes first.",
        comment_lines
    );
    std::string_view group;
    for (const auto& one : flags)
    {
        if (is_for_command_line_only(one))
            continue;
        if (one.group != group)
            // No [sections]: their names would become part of the option's.
            out += "\n\n# ---- " + printable(one.group) + '\n';
        group = one.group;
        append_option(out, one);
    }
    return out;
}

}  // namespace muster
