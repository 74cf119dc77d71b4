#include "help_content.hpp"

#include "base/amounts.hpp"
#include "commands.hpp"
#include "report/console.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace muster {

namespace {

struct fixed_entry
{
    std::string_view written;
    std::string_view meaning;
};

// Those that are not the environment of a flag.
constexpr std::array other_variables = {
    fixed_entry{"HF_TOKEN_PATH, HF_HOME", "where the Hub's own tools keep the token"},
    fixed_entry{"HF_HUB_OFFLINE", "1: as --offline"},
    fixed_entry{"HTTPS_PROXY, NO_PROXY", "the proxy, and the hosts to reach without it"},
    fixed_entry{"SSL_CERT_FILE, SSL_CERT_DIR", "whose certificates to trust"},
    fixed_entry{"REQUESTS_CA_BUNDLE", "the same, as Python's tools name it; also CURL_CA_BUNDLE"},
    fixed_entry{
        "HF_HUB_DISABLE_IMPLICIT_TOKEN", "1: do not look for the token of the Hub's own tools"},
    fixed_entry{"XDG_CACHE_HOME", "where answers are kept, in muster (else ~/.cache)"},
    fixed_entry{"MUSTER_PLUGIN_PATH", "directories of plugins, separated by colons"}};

// A contract with scripts: exit_status.hpp has the same numbers.
constexpr std::array known_exit_statuses = {
    fixed_entry{"0", "the outputs were written, even when sources failed"},
    fixed_entry{
        "1",
        "muster itself failed: disk, lock, a damaged file of its own; size: nobody knows a "
        "model"},
    fixed_entry{"2", "wrong usage"},
    fixed_entry{"3", "what --fail-on asks for"}};

std::string bounds_of(const option_spec& spec)
{
    // Other bounds are in the words of the help.
    if (spec.type != option_type::integer || !spec.max)
        return {};
    return "at most " + number_text(*spec.max);
}

help_section command_entries()
{
    help_section section{"Commands", {}};
    for (const auto& command : all_commands())
    {
        auto written = std::string(command.name);
        if (!command.words.empty())
            written += ' ' + std::string(command.words);
        section.entries.push_back({std::move(written), std::string(command.summary)});
    }
    return section;
}

std::vector<help_section> option_entries(std::span<const flag> flags)
{
    std::vector<help_section> sections;
    for (const auto& one : flags)
    {
        // Flags of one group stand together in the table, so that the order is kept.
        if (sections.empty() || sections.back().title != printable(one.group))
            sections.push_back({printable(one.group), {}});
        auto written = "--" + one.spec.name + (one.is_switch ? "" : ' ' + one.value_name);
        sections.back().entries.push_back(
            // Help of a plugin is foreign text.
            {std::move(written), printable(one.spec.help + remarks_on(one))}
        );
    }
    return sections;
}

template <std::size_t count>
void add_fixed(help_section& section, const std::array<fixed_entry, count>& entries)
{
    for (const auto& one : entries)
        section.entries.push_back({std::string(one.written), std::string(one.meaning)});
}

help_section environment_entries(std::span<const flag> flags)
{
    help_section section{"Environment", {}};
    for (const auto& one : flags)
        if (!one.spec.env.empty())
            section.entries.push_back({one.spec.env, "as --" + one.spec.name});
    // Last: fewer people need them.
    add_fixed(section, other_variables);
    return section;
}

}  // namespace

std::string remarks_on(const flag& one)
{
    std::vector<std::string> remarks;
    if (one.spec.default_value)
        remarks.push_back("default: " + *one.spec.default_value);
    if (!one.spec.env.empty())
        remarks.push_back("env: " + one.spec.env);
    if (auto bounds = bounds_of(one.spec); !bounds.empty())
        remarks.push_back(std::move(bounds));
    if (one.spec.required)
        remarks.push_back("needed");
    std::string text;
    for (const auto& remark : remarks)
        text += (text.empty() ? " (" : "; ") + remark;
    return text.empty() ? text : text + ')';
}

help_content help_content_of(std::span<const flag> flags)
{
    help_content content;
    content.introduction =
        "muster gathers candidate language models from many sources, stages them for a look, lays "
        "a hand-kept catalog over them, derives every size from evidence, and writes "
        "data/models.json.";
    content.usage = "muster COMMAND [options]";
    content.commands = command_entries();
    content.options = option_entries(flags);
    content.environment = environment_entries(flags);
    content.exit_statuses.title = "Exit status";
    add_fixed(content.exit_statuses, known_exit_statuses);
    return content;
}

}  // namespace muster
