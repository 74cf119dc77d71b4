#include "help.hpp"

#include "help_content.hpp"
#include "muster/plugin_abi.h"
#include "word_wrap.hpp"

namespace muster {

namespace {

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

}  // namespace

std::string help_text(std::span<const flag> flags)
{
    const auto content = help_content_of(flags);
    auto out = wrapped(content.introduction, {}) + "\nUsage: " + content.usage + '\n';
    append_help_section(out, content.commands);
    for (const auto& group : content.options)
        append_help_section(out, group);
    append_help_section(out, content.environment);
    append_help_section(out, content.exit_statuses);
    return out;
}

std::string version_text()
{
    return "muster " MUSTER_VERSION " (plugin contract " + std::to_string(MUSTER_ABI_MAJOR) + '.' +
           std::to_string(MUSTER_ABI_MINOR) + ")\n";
}

}  // namespace muster
