#include "help.hpp"

#include "base/split.hpp"
#include "commands.hpp"
#include "help_content.hpp"
#include "muster/plugin_abi.h"
#include "size/facts/words.hpp"
#include "text/trim.hpp"
#include "word_wrap.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

namespace muster {

namespace {

// Wide enough for most flags, and leaves most of a line to what they mean.
constexpr std::size_t meaning_column = 30;

void append_help_entry(std::string& out, const help_entry& entry)
{
    const std::string indent(meaning_column, ' ');
    auto written = "  " + entry.written;
    // A long flag has a line of its own, so that the meanings stay in one column.
    if (written.size() + 1 > meaning_column)
    {
        out += written + '\n';
        written.clear();
    }
    written.resize(meaning_column, ' ');
    out += wrapped(entry.meaning, {written, indent});
}

void append_help_section(std::string& out, const help_section& section)
{
    out += '\n' + section.title + ":\n";
    for (const auto& entry : section.entries)
        append_help_entry(out, entry);
}

// flags_of() names the group of a plugin's flags so.
bool is_of_source(const flag& one) { return one.group.starts_with("Source "); }

std::vector<flag> flags_that(std::span<const flag> flags, auto is_wanted)
{
    std::vector<flag> chosen;
    std::ranges::copy_if(flags, std::back_inserter(chosen), is_wanted);
    return chosen;
}

std::string usage_of(const command_spec& spec)
{
    auto usage = "muster " + std::string(spec.name);
    if (!spec.words.empty())
        usage += ' ' + std::string(spec.words);
    return usage;
}

// "sources; a file" as "Sources; a file. ".
std::string as_sentence(std::string_view summary)
{
    std::string sentence(summary);
    sentence.front() = static_cast<char>(std::toupper(sentence.front()));
    return sentence + ". ";
}

/// "plugin" of " plugin verify".
std::string_view command_of(std::string_view owner)
{
    auto words = trimmed(owner);
    return next_word(words);
}

/// "fit, size" before ": " in the help of an option, where all of these are commands.
std::string_view owners_in(std::string_view clause)
{
    const auto end = clause.find(": ");
    if (end == std::string_view::npos)
        return {};
    const auto owners = clause.substr(0, end);
    for (const auto& owner : split(owners, ','))
        if (!find_command(command_of(owner)))
            return {};
    return owners;
}

bool is_one_of_owners(std::string_view owners, std::string_view name)
{
    return std::ranges::any_of(split(owners, ','), [name](std::string_view owner) {
        return command_of(owner) == name;
    });
}

// "review: the page to write; plugin verify: ..." is told by each command without the other's.
std::string said_of(std::string_view help, std::string_view name)
{
    constexpr std::string_view between = "; ";
    std::string out;
    // A clause that names no commands goes with the one before it.
    bool is_told = true;
    while (!help.empty())
    {
        const auto end = std::min(help.find(between), help.size());
        auto clause = help.substr(0, end);
        help.remove_prefix(std::min(end + between.size(), help.size()));
        if (const auto owners = owners_in(clause); !owners.empty())
        {
            is_told = is_one_of_owners(owners, name);
            clause.remove_prefix(owners.size() + 2);
        }
        if (!is_told)
            continue;
        out += out.empty() ? "" : between;
        out += clause;
    }
    return out;
}

// Lines that a shell takes: they are not broken.
std::string examples_of(std::string_view name)
{
    std::string out;
    for (const auto& spec : all_commands())
        if (spec.name == name)
            for (const auto& line : split(spec.examples, '\n'))
                out += "  " + line + '\n';
    return out;
}

}  // namespace

std::string help_text()
{
    const auto content = help_content_of({});
    auto out = wrapped(content.introduction, {}) + "\nUsage: " + content.usage + '\n';
    append_help_section(out, content.commands);
    append_help_section(
        out,
        {"More",
         {{"muster COMMAND --help", "what a command does, its options, examples"},
          {"muster help sources", "options of the sources, such as --hub.limit"},
          {"muster help options", "all options, variables of the environment, exit status"}}}
    );
    return out;
}

std::string command_help(std::string_view name, std::span<const flag> flags)
{
    std::string out;
    // A command with several forms, such as "catalog add", has a row for each.
    for (const auto& spec : all_commands())
        if (spec.name == name)
            out += (out.empty() ? "" : "\n") + usage_of(spec) + '\n' +
                   wrapped(as_sentence(spec.summary) + std::string(spec.details), {"  ", "  "});
    auto own =
        flags_that(flags, [name](const flag& one) { return has_option(name, one.spec.name); });
    for (auto& one : own)
        one.spec.help = said_of(one.spec.help, name);
    for (const auto& group : help_content_of(own).options)
        append_help_section(out, group);
    // Precondition of this function: the command is known.
    if (find_command(name)->needs_plugins && name != "help")
        out += "\nThe sources have options of their own: muster help sources\n";
    return out + "\nExamples:\n" + examples_of(name);
}

std::string source_options_text(std::span<const flag> flags)
{
    std::string out;
    for (const auto& group : help_content_of(flags_that(flags, is_of_source)).options)
        append_help_section(out, group);
    return out.empty() ? "no source was found that has options\n" : out.substr(1);
}

std::string options_text(std::span<const flag> flags)
{
    const auto content = help_content_of(flags);
    std::string out;
    for (const auto& group : content.options)
        append_help_section(out, group);
    append_help_section(out, content.environment);
    append_help_section(out, content.exit_statuses);
    // Each section begins with an empty line, of which the first needs none.
    return out.substr(1);
}

std::string version_text()
{
    return "muster " MUSTER_VERSION " (plugin contract " + std::to_string(MUSTER_ABI_MAJOR) + '.' +
           std::to_string(MUSTER_ABI_MINOR) + ")\n";
}

}  // namespace muster
