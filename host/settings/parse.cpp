// Boost.Program_options splits and matches; its messages are not used, as they may show a secret.

#include "parse.hpp"

#include "base/suggest.hpp"
#include "text/trim.hpp"

#include <boost/program_options/errors.hpp>
#include <boost/program_options/options_description.hpp>
#include <boost/program_options/parsers.hpp>

#include <algorithm>
#include <sstream>

namespace po = boost::program_options;

namespace muster {

namespace {

po::options_description described(std::span<const flag> flags, bool are_switches_bare)
{
    po::options_description all;
    for (const auto& one : flags)
    {
        // Text only: types and bounds are checked by check_option(), which plugins' options use as
        // well.
        auto* value = po::value<std::vector<std::string>>();
        // A switch has no value on the command line, but `offline = true` in a file.
        if (one.is_switch && are_switches_bare)
            value->zero_tokens();
        all.add_options()(one.spec.name.c_str(), value, "");
    }
    return all;
}

std::vector<std::string> names_of(std::span<const flag> flags)
{
    std::vector<std::string> names;
    for (const auto& one : flags)
        names.push_back(one.spec.name);
    return names;
}

failure unknown_flag(std::string name, std::span<const flag> flags, std::string_view dashes)
{
    // The library gives the name as it was typed, dashes and value included.
    name.erase(0, name.find_first_not_of('-'));
    name.resize(std::min(name.find_first_of("= \t"), name.size()));  // the value may be a secret
    auto sentence = "unknown option " + std::string(dashes) + name;
    const auto meant = suggest(name, names_of(flags));
    if (!meant.empty())
        sentence += "; did you mean " + std::string(dashes) + meant + '?';
    const auto dot = name.find('.');
    const auto plugin = name.substr(0, dot);
    const bool is_known_plugin = std::any_of(flags.begin(), flags.end(), [&](const flag& one) {
        return one.spec.name.starts_with(plugin + '.');
    });
    // "--nosuch.limit": the plugin is missing, rather than the flag mistyped.
    if (dot != std::string::npos && !is_known_plugin && meant.empty())
        sentence += ": no source " + plugin + " has options (see muster sources)";
    return wrong_usage(std::move(sentence));
}

// What differs from a known flag in so many letters was meant to be it.
constexpr std::size_t letters_of_a_typo = 2;

bool is_of_plugin(std::string_view name, std::span<const flag> flags)
{
    const auto dot = name.find('.');
    if (dot == std::string_view::npos || dot == 0 || dot + 1 == name.size())
        return false;
    const auto plugin = name.substr(0, dot + 1);
    return std::none_of(flags.begin(), flags.end(), [&](const flag& one) {
        const auto& known = one.spec.name;
        return known == name ||
               (known.starts_with(plugin) && edit_distance(name, known) <= letters_of_a_typo);
    });
}

/// The arguments without what is meant for plugins.
std::vector<std::string>
without_flags_of_plugins(const std::vector<std::string>& arguments, std::span<const flag> flags)
{
    std::vector<std::string> kept;
    for (std::size_t i = 0; i < arguments.size(); ++i)
    {
        const std::string_view word = arguments[i];
        // What follows are words, whatever they begin with.
        if (word == "--")
        {
            kept.insert(
                kept.end(), arguments.begin() + static_cast<std::ptrdiff_t>(i), arguments.end()
            );
            break;
        }
        // Flags of plugins always take a value: behind "=", or as the next word.
        const auto equals = word.find('=');
        if (!word.starts_with("--") || !is_of_plugin(word.substr(0, equals).substr(2), flags))
            kept.emplace_back(word);
        else if (equals == std::string_view::npos && i + 1 < arguments.size() && !arguments[i + 1].starts_with("--"))
            ++i;  // its value
    }
    return kept;
}

/// "--hub.wide" as "--hub.wide=true": what is on or off needs no value at the end or before another
/// option.
std::vector<std::string>
with_implied_values(std::vector<std::string> arguments, std::span<const flag> flags)
{
    for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i)
    {
        const auto* const one =
            arguments[i].starts_with("--") ? find_flag(flags, arguments[i].substr(2)) : nullptr;
        const bool is_bare = i + 1 == arguments.size() || arguments[i + 1].starts_with("--");
        if (one && !one->is_switch && one->spec.type == option_type::yes_no && is_bare)
            arguments[i] += "=true";
    }
    return arguments;
}

// Names the first line that is no assignment, comment or section. The line itself may hold a
// secret, so that only its number is shown.
failure bad_line(std::string_view text)
{
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < text.size(); ++number)
    {
        const auto end = std::min(text.find('\n', begin), text.size());
        auto line = text.substr(begin, end - begin);
        line = line.substr(0, line.find('#'));
        begin = end + 1;
        const auto first = line.find_first_not_of(" \t\r");
        if (first == std::string_view::npos || line.find('=') != std::string_view::npos)
            continue;
        const auto last = line.find_last_not_of(" \t\r");
        // No section either: this is the line that the library stumbled over.
        if (line[first] != '[' || line[last] != ']')
            break;
    }
    return wrong_usage("line " + std::to_string(number + 1) + " is not of the form name = value");
}

failure bad_syntax(const po::error& error)
{
    // The library's own text quotes the value.
    if (const auto* option = dynamic_cast<const po::invalid_command_line_syntax*>(&error))
        return wrong_usage(
            option->get_option_name() + (option->kind() == po::invalid_syntax::extra_parameter
                                             ? " takes no value"
                                             : " needs a value")
        );
    return wrong_usage(std::string(error.what()));
}

result<void>
refuse_repetition(const flag_values& values, std::span<const flag> flags, std::string_view dashes)
{
    for (const auto& [name, given] : values)
    {
        const auto* one = find_flag(flags, name);
        // Two values of one flag are more often an editing slip than meant; which one counts would
        // be a guess.
        if (one && !one->is_repeatable && !one->is_switch && given.size() > 1)
            return wrong_usage(std::string(dashes) + name + " is given twice; give it once");
    }
    return {};
}

void keep(flag_values& values, const po::option& option, std::span<const flag> flags)
{
    const auto* known = find_flag(flags, option.string_key);
    auto& given = values[option.string_key];
    // "--quiet" means "--quiet true".
    if (known && known->is_switch && option.value.empty())
        given.emplace_back("true");
    else
        given.insert(given.end(), option.value.begin(), option.value.end());
}

/// The number of the line that sets the option, from 1; 0 when none does. The library does not say.
std::size_t line_giving(std::string_view text, std::string_view name)
{
    std::istringstream in{std::string(text)};
    // The same simple grammar as the library's: it is known to have parsed.
    std::string section;
    std::size_t number = 0;
    for (std::string read; std::getline(in, read);)
    {
        ++number;
        const auto line = trimmed(read);
        if (line.starts_with('[') && line.ends_with(']'))
            section = std::string(line.substr(1, line.size() - 2)) + '.';
        else if (section + std::string(trimmed(line.substr(0, line.find('=')))) == name)
            return number;
    }
    return 0;
}

/// Checks the values of a file here, where the line is still known; those of the command line are
/// checked in make_settings().
result<void>
check_values(std::string_view text, const flag_values& values, std::span<const flag> flags)
{
    for (const auto& [name, given] : values)
    {
        const auto* one = find_flag(flags, name);
        // A secret's message must not quote it; it is checked where it is used.
        if (!one || one->spec.type == option_type::secret)
            continue;
        for (const auto& value : given)
        {
            const auto checked = check_option(one->spec, value);
            if (checked.has_error())
                return wrong_usage(
                    "line " + std::to_string(line_giving(text, name)) + ": " + name + ' ' +
                    checked.error().where + ", not \"" + value + '"'
                );
        }
    }
    return {};
}

}  // namespace

result<given_arguments> parse_arguments(
    const std::vector<std::string>& arguments, std::span<const flag> flags, unknown_flags unknown
)
{
    namespace style = po::command_line_style;
    const auto options = described(flags, true);
    // No short flags, and no guessing of abbreviated ones: a script must mean the same with new
    // plugins.
    const int long_flags_only =
        style::allow_long | style::long_allow_adjacent | style::long_allow_next;
    const auto taken = with_implied_values(
        unknown == unknown_flags::refuse ? arguments : without_flags_of_plugins(arguments, flags),
        flags
    );
    po::command_line_parser parser(taken);
    parser.options(options).style(long_flags_only);
    if (unknown == unknown_flags::pass_over)
        // Unregistered ones are left out below.
        parser.allow_unregistered();
    try
    {
        given_arguments given;
        for (const auto& option : parser.run().options)
        {
            if (option.position_key >= 0)
                given.words.insert(given.words.end(), option.value.begin(), option.value.end());
            else if (!option.unregistered)
                keep(given.values, option, flags);
        }
        const auto single = refuse_repetition(given.values, flags, "--");
        if (single.has_error())
            return single.error();
        return given;
    }
    // Program_options reports by exceptions; they end here.
    catch (const po::unknown_option& error)
    {
        return unknown_flag(error.get_option_name(), flags, "--");
    }
    catch (const po::error& error)
    {
        return bad_syntax(error);
    }
}

result<flag_values> parse_configuration(
    std::string_view text,
    std::string_view file_name,
    std::span<const flag> flags,
    unknown_flags unknown
)
{
    const auto in_file = [&](failure error) {
        error.where = std::string(file_name) + ": " + error.where;
        return error;
    };
    std::istringstream in{std::string(text)};
    try
    {
        flag_values values;
        const auto options = described(flags, false);
        const auto parsed = po::parse_config_file(in, options, unknown != unknown_flags::refuse);
        for (const auto& option : parsed.options)
        {
            if (!option.unregistered)
                keep(values, option, flags);
            else if (unknown == unknown_flags::pass_over_those_of_plugins && !is_of_plugin(option.string_key, flags))
                return in_file(unknown_flag(option.string_key, flags, ""));
        }
        const auto single = refuse_repetition(values, flags, "");
        if (single.has_error())
            return in_file(single.error());
        const auto checked = check_values(text, values, flags);
        if (checked.has_error())
            return in_file(checked.error());
        return values;
    }
    // The special before the general: both are po::error.
    catch (const po::unknown_option& error)
    {
        return in_file(unknown_flag(error.get_option_name(), flags, ""));
    }
    catch (const po::invalid_config_file_syntax&)
    {
        return in_file(bad_line(text));
    }
    catch (const po::error& error)
    {
        return in_file(bad_syntax(error));
    }
}

std::string written_flag(
    const std::string& name, const flag_values& command_line, const flag_values& configuration
)
{
    if (command_line.contains(name) || !configuration.contains(name))
        return "--" + name;
    // With the name of the file, as it may be shared by many scripts.
    const auto file = command_line.find("config");
    return file == command_line.end() ? name : file->second.back() + ": " + name;
}

}  // namespace muster
