#include "choose_command.hpp"

#include "base/suggest.hpp"
#include "plan/option_lookup.hpp"
#include "plan/plan_sources.hpp"

#include <boost/algorithm/string/join.hpp>

#include <optional>

namespace muster {

namespace {

/// What the command can print instead, to end a sentence with.
std::string other_forms(const command_spec& command)
{
    if (command.name == "fit")
        return "; others: text, json or csv";
    return command.name == "export" ? "; others: csv or jsonl" : "; others: text or json";
}

// As many as a reader takes in; of an option of more commands its own help says more.
constexpr std::size_t commands_named_limit = 4;

/// "run and ingest take it"; empty where many do.
std::string who_takes(const std::string& flag)
{
    std::vector<std::string> names;
    for (const auto& command : all_commands())
        if (has_option(command.name, flag) && (names.empty() || names.back() != command.name))
            names.emplace_back(command.name);
    // A list of most commands says less than the help of the one that was typed.
    if (names.empty() || names.size() > commands_named_limit)
        return {};
    if (names.size() == 1)
        return ": " + names.front() + " takes it";
    const auto last = names.back();
    names.pop_back();
    return ": " + boost::join(names, ", ") + " and " + last + " take it";
}

/// Where the flag belongs, or what this command has in its place.
std::string what_instead(const std::string& command, const std::string& flag)
{
    if (flag == "out" && command == "export")
        return ": it writes to standard output (muster export WHAT > FILE)";
    if (flag == "out" && command == "publish")
        return ": the directory is a word (muster publish DIR)";
    return who_takes(flag);
}

/// What was typed for this command alone must be meant for it. Files and variables are for many.
result<void> check_flags(const flag_values& command_line, const command_spec& command)
{
    const std::string own(command.name);
    for (const auto& [name, values] : command_line)
        if (!accepts_option(command.name, name))
            return wrong_usage("--" + name + " is no option of " + own + what_instead(own, name));
    return {};
}

}  // namespace

bool needs_plugins(const invocation& asked)
{
    // Help tells of the options of plugins only where a directory of them is named.
    if (asked.command_line.contains("help"))
        return !asked.chosen.named_plugin_directories.empty();
    const auto* command = asked.words.empty() ? nullptr : find_command(asked.words.front());
    // An unknown command is refused without starting any.
    return command && command->needs_plugins;
}

failure unknown_command(const std::string& word)
{
    std::vector<std::string> known;
    for (const auto& command : all_commands())
        known.emplace_back(command.name);
    return wrong_usage(
        "unknown command " + word + did_you_mean(word, known) + " (muster --help lists them)"
    );
}

result<const command_spec*> choose_command(const invocation& asked)
{
    const auto& words = asked.words;
    if (words.empty())
        return wrong_usage("a command is missing, such as run (muster --help lists them)");
    const auto* command = find_command(words.front());
    if (!command)
        // "--token=..." typed without dashes: the value may be a secret.
        return unknown_command(without_value(words.front()));
    if (asked.chosen.markdown && command->name != "diff")
        return wrong_usage("--format markdown is what diff can print" + other_forms(*command));
    const auto& format = asked.chosen.format;
    const bool is_table = (format == "csv" && command->name != "fit") || format == "jsonl";
    if (is_table && command->name != "export")
        return wrong_usage("--format " + format + " is what export writes" + other_forms(*command));
    const auto checked = check_flags(asked.command_line, *command);
    if (checked.has_error())
        return checked.error();
    return command;
}

result<void> check_plugin_values(std::span<const flag> flags, const invocation& asked)
{
    // Variables are for many programs: one that does not fit is looked at only where it is used.
    const environment none = [](const std::string&) { return std::optional<std::string>(); };
    for (const auto& one : flags)
    {
        // Options of muster itself were checked by make_settings(); a secret's message may not
        // quote it.
        if (one.spec.name.find('.') == std::string::npos || one.spec.type == option_type::secret)
            continue;
        // The file as well as the line: what is written there for a source is meant for it.
        const option_sources value_sources{asked.command_line, none, asked.configuration};
        const auto looked = look_up_option(one.spec, one.spec.name, value_sources);
        if (looked.has_error())
            return looked.error();
    }
    return {};
}

// A plugin that did not load takes its flags along: what was meant for it is passed over, so that a
// scheduled run ends in its verdict and not in a word about an unknown flag.
void add_flags_of_unusable(
    const std::vector<found_source>& found,
    const std::vector<std::string>& arguments,
    std::vector<flag>& flags
)
{
    for (const auto& source : found)
    {
        const auto prefix = "--" + name_of(source) + '.';
        // What loaded has its flags already, and a shadowed one has the flags of another.
        if (source.runner || source.state == source_state::shadowed)
            continue;
        for (const auto& argument : arguments)
        {
            const auto name = argument.substr(0, argument.find('='));
            if (!argument.starts_with(prefix) || find_flag(flags, name.substr(2)))
                continue;
            flag passed_over;
            passed_over.spec.name = name.substr(2);
            // Twice is no mistake either, of a flag that nobody knows.
            passed_over.is_repeatable = true;
            flags.push_back(std::move(passed_over));
        }
    }
}

}  // namespace muster
