#include "invocation.hpp"

#include "files/file_io.hpp"
#include "text/trim.hpp"

#include <algorithm>
#include <filesystem>

namespace fs = std::filesystem;

namespace muster {

namespace {

result<std::string> read_configuration_text(const flag_values& command_line)
{
    const auto given = command_line.find("config");
    if (given == command_line.end())
        return std::string();
    auto text = read_file(given->second.back());
    if (text.has_error())
        // A file that was named and cannot be read is a mistake of the command line.
        return wrong_usage("--config: " + text.error().where);
    return text;
}

result<invocation>
parse_with(const process_environment& given, std::span<const flag> flags, unknown_flags unknown)
{
    auto arguments = parse_arguments(given.arguments, flags, unknown);
    if (arguments.has_error())
        return arguments.error();
    invocation out;
    out.command_line = std::move(arguments->values);
    out.words = std::move(arguments->words);

    const auto text = read_configuration_text(out.command_line);
    if (text.has_error())
        return text.error();
    // For messages about a line of the file.
    const auto name = out.command_line.contains("config") ? out.command_line["config"].back() : "";
    auto configuration = parse_configuration(*text, name, flags, unknown);
    if (configuration.has_error())
        return configuration.error();
    out.configuration = std::move(*configuration);

    // The command line first, then the environment, then the file.
    auto chosen = make_settings(out.command_line, out.configuration, given.env);
    if (chosen.has_error())
        return chosen.error();
    out.chosen = std::move(*chosen);
    return out;
}

// It names nothing, and looks like nothing in any message.
result<invocation> with_full_words(result<invocation> parsed)
{
    const auto is_blank = [](const std::string& word) { return trimmed(word).empty(); };
    if (parsed.has_value() && std::ranges::any_of(parsed->words, is_blank))
        return wrong_usage("one of the words is empty (a variable without a value?)");
    return parsed;
}

}  // namespace

std::string without_value(std::string_view word)
{
    // The value may be a secret that was typed in the wrong place, and messages are logged.
    return std::string(word.substr(0, word.find('=')));
}

result<invocation> parse_early(const process_environment& given)
{
    auto early = parse_with(given, own_flags(), unknown_flags::pass_over);
    if (early.has_error())
        return early;
    for (const auto& directory : early->chosen.named_plugin_directories)
    {
        std::error_code ec;
        // The usual directories may be missing; one that was named may not.
        if (!fs::is_directory(directory, ec))
            return wrong_usage("--plugin-dir " + directory.string() + " is not a directory");
    }
    return early;
}

result<invocation> parse_invocation(const process_environment& given, std::span<const flag> flags)
{
    return with_full_words(parse_with(given, flags, unknown_flags::refuse));
}

result<invocation> parse_without_plugins(const process_environment& given)
{
    // A shared configuration file sets options of plugins that this command does not load.
    return with_full_words(parse_with(given, own_flags(), unknown_flags::pass_over_those_of_plugins)
    );
}

}  // namespace muster
