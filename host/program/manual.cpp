#include "manual.hpp"

#include "help_content.hpp"

#include <boost/algorithm/string/case_conv.hpp>

namespace muster {

namespace {

/// Plain text for troff: nothing in it is a request, a hyphen stays one that can be copied, and a
/// long URL may be broken after its slashes.
std::string troff_text(std::string_view text)
{
    std::string out;
    for (const char c : text)
    {
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else
            out += c;
        // Without it a long URL would run past the margin.
        if (c == '/')
            out += "\\:";
    }
    // At the start of a line both begin a request of troff.
    if (out.starts_with('.') || out.starts_with('\''))
        out.insert(0, "\\&");
    return out;
}

void append_manual_entries(std::string& out, const help_section& section)
{
    for (const auto& entry : section.entries)
    {
        const auto space = entry.written.find(' ');
        // The flag in bold, its value as it is.
        out += ".TP\n\\fB" + troff_text(entry.written.substr(0, space)) + "\\fR";
        if (space != std::string::npos)
            out += ' ' + troff_text(entry.written.substr(space + 1));
        out += '\n' + troff_text(entry.meaning) + '\n';
    }
}

void append_manual_section(std::string& out, const help_section& section)
{
    out += ".SH " + boost::to_upper_copy(section.title) + '\n';
    append_manual_entries(out, section);
}

}  // namespace

std::string manual_text(std::span<const flag> flags)
{
    const auto content = help_content_of(flags);
    // Without a date: the same sources give the same page.
    std::string out = ".TH MUSTER 1 \"\" \"muster " MUSTER_VERSION "\" \"User Commands\"\n"
                      ".SH NAME\nmuster \\- keep a catalogue of language models up to date\n"
                      ".SH SYNOPSIS\n" +
                      troff_text(content.usage) + "\n.SH DESCRIPTION\n" +
                      troff_text(content.introduction) + '\n';
    append_manual_section(out, content.commands);
    out += ".SH OPTIONS\n";
    for (const auto& group : content.options)
    {
        // A subsection a group, as `muster help options` has them.
        out += ".SS " + troff_text(group.title) + '\n';
        append_manual_entries(out, group);
    }
    append_manual_section(out, content.environment);
    append_manual_section(out, content.exit_statuses);
    return out;
}

}  // namespace muster
