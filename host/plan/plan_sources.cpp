#include "plan_sources.hpp"

#include "base/plain_text.hpp"
#include "base/suggest.hpp"
#include "data/data_directory.hpp"
#include "option_lookup.hpp"
#include "plan_source.hpp"

#include <algorithm>
#include <charconv>

namespace muster {

namespace {

result<void> check_names(
    const std::vector<std::string>& given,
    const std::vector<std::string>& known,
    const std::string& flag
)
{
    for (const auto& name : given)
    {
        if (std::find(known.begin(), known.end(), name) != known.end())
            continue;
        return wrong_usage(
            flag + " names an unknown source, " + name + did_you_mean(name, known) +
            " (muster sources lists them)"
        );
    }
    return {};
}

bool is_wanted(const found_source& source, const settings& chosen)
{
    // One that never said its name is meant by that of its file, too.
    const auto stem = source.description.name.empty() ? source.file.stem().string() : std::string();
    const auto contains = [name = name_of(source), stem](const std::vector<std::string>& list) {
        // By either name, as messages about such a plugin show the file.
        return std::ranges::any_of(list, [&](const std::string& one) {
            return one == name || (one == stem && !stem.empty());
        });
    };
    // --sources replaces the usual choice, --with adds to it, and --skip wins over both.
    const bool is_named = contains(chosen.sources.value_or(chosen.with)) || contains(chosen.with);
    const bool is_usual = !chosen.sources && !source.description.opt_in;
    return (is_named || is_usual) && !contains(chosen.skip);
}

/// What the user gave as the limit of a plugin that cannot say whether it has one.
std::uint64_t limit_given(const std::string& name, const option_sources& value_sources)
{
    option_spec limit;
    limit.name = "limit";
    limit.type = option_type::integer;
    const auto given = look_up_option(limit, name + ".limit", value_sources);
    std::uint64_t number = 0;
    if (given.has_value())
        std::from_chars(given->value.data(), given->value.data() + given->value.size(), number);
    return number;
}

unusable_source unusable(const found_source& found, const option_sources& value_sources)
{
    unusable_source out;
    out.name = name_of(found);
    out.record_limit = limit_given(out.name, value_sources);
    out.reason = "its plugin is not used: " + found.reason;
    // The verdict tells scripts whether to mend permissions or to look at the plugin.
    if (found.state == source_state::untrusted)
        out.outcome = verdict::untrusted;
    else if (found.code == make_error_code(errc::crashed))
        out.outcome = verdict::crashed;
    else if (found.code == make_error_code(errc::timed_out))
        out.outcome = verdict::timed_out;
    return out;
}

}  // namespace

std::string name_of(const found_source& found)
{
    // A library that never described itself still needs a name for --skip and for the report.
    static constexpr std::string_view prefix = "libmuster_";
    if (!found.description.name.empty())
        return found.description.name;
    const auto stem = found.file.stem().string();
    return plain_text(
        stem.starts_with(prefix) ? stem.substr(prefix.size()) : found.file.filename().string()
    );
}

std::vector<std::string> names_of_found(const std::vector<found_source>& found)
{
    std::vector<std::string> names;
    for (const auto& one : found)
        // A shadowed plugin has the name of the one that is used.
        if (one.state != source_state::shadowed)
        {
            names.push_back(name_of(one));
            if (one.description.name.empty())
                names.push_back(one.file.stem().string());
        }
    return names;
}

result<source_plans> plan_sources(
    const std::vector<found_source>& found,
    const settings& chosen,
    const option_sources& value_sources
)
{
    const auto known = names_of_found(found);
    const auto written = [&value_sources](const std::string& flag) {
        // Messages name the flag or the line of the file, whichever gave the value.
        return written_flag(flag, value_sources.command_line, value_sources.configuration);
    };
    using names = std::vector<std::string>;
    const std::pair<std::string, names> given[] = {
        {"sources", chosen.sources.value_or(names())},
        {"with", chosen.with},
        {"skip", chosen.skip},
        // The usual order names sources that may not be installed, which is no mistake of the user.
        {"trust", chosen.names_trust ? chosen.trust : names()}};
    for (const auto& [flag, named] : given)
        if (const auto checked = check_names(named, known, written(flag)); checked.has_error())
            return checked.error();

    // "--sources=" with an unset variable of a script would otherwise ask nobody and succeed.
    if (chosen.sources && chosen.sources->empty())
        return wrong_usage(written("sources") + " names no source (muster sources lists them)");

    source_plans out;
    const auto data = directory_to_read(chosen.data_directory);
    for (const auto& one : found)
    {
        if (one.state == source_state::shadowed)
            continue;
        if (!is_wanted(one, chosen))
        {
            // By label, as rows name sources: what only these listed is left out, not missing.
            out.left_out.push_back(one.description.source);
            continue;
        }
        if (!one.runner)
        {
            // Still a source of the run: its last complete listing may stand in.
            out.unusable.push_back(unusable(one, value_sources));
            continue;
        }
        const auto made = plan_source(one, value_sources, data, out);
        if (made.has_error())
            return made.error();
    }
    return out;
}

}  // namespace muster
