#include "help.hpp"

#include "commands.hpp"
#include "muster/json_text.hpp"
#include "muster/plugin_abi.h"
#include "report/voice.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace muster {

namespace {

constexpr std::size_t text_columns = 98;
constexpr std::size_t help_column = 30;

/// Appends text from a column on, broken between words.
void append_wrapped(std::string& out, std::string_view text)
{
    auto column = help_column;
    bool is_line_start = true;
    while (!text.empty())
    {
        const auto word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        if (!is_line_start && column + 1 + word.size() > text_columns)
        {
            out += '\n';
            out.append(help_column, ' ');
            column = help_column;
            is_line_start = true;
        }
        if (!is_line_start)
            out += ' ';
        out += word;
        column += word.size() + (is_line_start ? 0 : 1);
        is_line_start = false;
    }
    out += '\n';
}

void append_entry(std::string& out, const std::string& left, std::string_view right)
{
    out += "  " + left;
    if (left.size() + 3 > help_column)
    {
        out += '\n';
        out.append(help_column, ' ');
    }
    else
        out.append(help_column - left.size() - 2, ' ');
    append_wrapped(out, right);
}

std::string bounds_of(const option_spec& spec)
{
    if (spec.type != option_type::whole || !spec.max)
        return {};
    std::string text = "at most ";
    append_json_number(text, *spec.max);
    return text;
}

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

void append_flags(std::string& out, std::span<const flag> flags)
{
    std::string_view group;
    for (const auto& one : flags)
    {
        if (one.group != group)
            out += '\n' + printable(one.group) + ":\n";
        group = one.group;
        const auto left = "--" + one.spec.name + (one.is_switch ? "" : ' ' + one.value_name);
        append_entry(out, left, printable(one.spec.help + remarks_on(one)));
    }
}

}  // namespace

std::string help_text(std::span<const flag> flags)
{
    std::string out =
        "muster gathers candidate language models from many sources, stages them for "
        "a look, lays\na hand-kept catalog over them, derives every size from "
        "evidence, and writes data/models.json.\n\nUsage: muster COMMAND [options]\n\n"
        "Commands:\n";
    for (const auto& command : all_commands())
    {
        auto left = std::string(command.name);
        if (!command.words.empty())
            left += ' ' + std::string(command.words);
        append_entry(out, left, command.summary);
    }
    append_flags(out, flags);
    out += "\nExit status: 0 the outputs were written, even when sources failed; 1 muster itself "
           "failed (disk,\nlock, a damaged file of its own); 2 wrong usage; 3 what --fail-on asks "
           "for.\n";
    return out;
}

std::string version_text()
{
    return "muster " MUSTER_VERSION " (plugin contract " + std::to_string(MUSTER_ABI_MAJOR) + '.' +
           std::to_string(MUSTER_ABI_MINOR) + ")\n";
}

}  // namespace muster
