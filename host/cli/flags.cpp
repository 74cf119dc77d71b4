#include "flags.hpp"

namespace muster {

namespace {

constexpr const char* files = "Files";
constexpr const char* which_sources = "Sources";
constexpr const char* network = "Network and time";
constexpr const char* output = "Output";

flag value(const char* group, const char* name, option_type type, const char* value_name)
{
    flag out;
    out.group = group;
    out.spec.name = name;
    out.spec.type = type;
    out.value_name = value_name;
    return out;
}

flag with(flag out, const char* default_value, const char* help)
{
    if (*default_value != '\0')
        out.spec.default_value = default_value;
    out.spec.help = help;
    return out;
}

flag between(flag out, double min, double max)
{
    out.spec.min = min;
    out.spec.max = max;
    return out;
}

flag choice(const char* name, std::vector<std::string> choices, const char* help)
{
    auto out = value(output, name, option_type::choice, "WORD");
    out.spec.default_value = choices.front();
    out.spec.choices = std::move(choices);
    out.spec.help = help;
    return out;
}

flag on_off(const char* group, const char* name, const char* help)
{
    auto out = value(group, name, option_type::yes_no, "");
    out.spec.help = help;
    out.is_switch = true;
    return out;
}

flag repeatable(flag out)
{
    out.is_repeatable = true;
    return out;
}

std::vector<flag> make_common_flags()
{
    using enum option_type;
    constexpr double longest_seconds = 86'400;
    return {
        with(value(files, "data", path, "DIR"), "data", "where everything is read and written"),
        with(
            value(files, "config", path, "FILE"),
            "",
            "read options from FILE, as lines name = value"
        ),
        with(
            value(files, "out", path, "FILE"),
            "",
            "review: where the page goes (default: DIR/review.html)"
        ),
        repeatable(with(
            value(which_sources, "plugin-dir", path, "DIR"),
            "",
            "look for plugins here first; may be repeated (then $MUSTER_PLUGIN_PATH, then the "
            "installed ones)"
        )),
        with(
            value(which_sources, "sources", text, "A,B"),
            "",
            "ask these sources only (default: all that are found)"
        ),
        with(value(which_sources, "skip", text, "A,B"), "", "do not ask these sources"),
        with(
            value(which_sources, "trust", text, "A,B"),
            "",
            "who is believed where sources differ, the first most (default: hub,openrouter, then "
            "by name)"
        ),
        on_off(which_sources, "allow-untrusted", "load plugins that others could have changed"),
        on_off(which_sources, "in-process", "run plugins inside muster itself, for debugging them"),
        between(
            with(
                value(which_sources, "worker-memory", whole, "MIB"),
                "512",
                "memory a plugin may use; 0 for no limit"
            ),
            0,
            1 << 20
        ),
        between(
            with(
                value(network, "deadline", duration, "TIME"),
                "120",
                "time for one source, all its pages"
            ),
            0.001,
            longest_seconds
        ),
        between(
            with(
                value(network, "size-deadline", duration, "TIME"),
                "120",
                "time for sizing, all models"
            ),
            0.001,
            longest_seconds
        ),
        with(
            value(network, "evidence-age", duration, "TIME"),
            "24h",
            "how long sizes of models that no source listed are taken as known"
        ),
        between(
            with(
                value(network, "max-shrink", real, "SHARE"),
                "0.5",
                "a source that lost more of its models than this is held back"
            ),
            0,
            1
        ),
        on_off(network, "no-stale", "take what came, and never the last good listing"),
        on_off(network, "offline", "do not use the network"),
        between(
            with(
                value(network, "cache-limit", whole, "MIB"),
                "256",
                "room for answers kept in the cache"
            ),
            0,
            1 << 20
        ),
        choice(
            "fail-on",
            {"none", "any", "all"},
            "exit with status 3 when any source, or all, did not do well"
        ),
        choice("format", {"text", "json"}, "how results are printed"),
        on_off(output, "quiet", "print errors only"),
        on_off(output, "verbose", "print every page and every row that was refused"),
        on_off(output, "help", "print this text"),
        on_off(output, "version", "print the version")};
}

std::string value_name_of(option_type type)
{
    switch (type)
    {
        case option_type::text: return "TEXT";
        case option_type::whole:
        case option_type::real: return "N";
        case option_type::yes_no: return "BOOL";
        case option_type::duration: return "TIME";
        case option_type::url: return "URL";
        case option_type::path: return "FILE";
        case option_type::choice: return "WORD";
        case option_type::secret: return "SECRET";
    }
    return "";
}

}  // namespace

const std::vector<flag>& common_flags()
{
    static const auto flags = make_common_flags();
    return flags;
}

std::vector<flag> flags_of(const descriptor& plugin)
{
    std::vector<flag> flags;
    for (const auto& option : plugin.options)
    {
        flag one;
        one.spec = option;
        one.spec.name = plugin.name + '.' + option.name;
        one.group = "Source " + plugin.name + " (" + plugin.summary + ')';
        one.value_name = value_name_of(option.type);
        flags.push_back(one);
        if (option.type != option_type::secret)
            continue;
        one.spec.name += "-file";
        one.spec.type = option_type::path;
        one.spec.env.clear();
        one.spec.help = "a file that holds the " + option.name + ", readable by you alone";
        one.value_name = "FILE";
        flags.push_back(std::move(one));
    }
    return flags;
}

}  // namespace muster
