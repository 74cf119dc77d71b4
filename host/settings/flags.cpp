#include "flags.hpp"

#include <algorithm>

namespace muster {

namespace {

/// For the value, in help. Without a default case, so that compilers name a type that is missing.
std::string value_name_of(option_type type)
{
    switch (type)
    {
        case option_type::text: return "TEXT";
        case option_type::integer:
        case option_type::real: return "N";
        case option_type::yes_no: return "BOOL";
        case option_type::duration: return "TIME";
        case option_type::url: return "URL";
        case option_type::path:
        case option_type::ids: return "FILE";
        case option_type::choice: return "WORD";
        case option_type::secret: return "SECRET";
    }
    return "";
}

option_spec endpoint_option()
{
    option_spec option;
    option.name = "endpoint";
    option.type = option_type::url;
    option.default_value = "https://huggingface.co";
    option.env = "HF_ENDPOINT";
    option.help = "the Hub, or a mirror of it: for the listing and for sizes";
    return option;
}

option_spec token_option()
{
    option_spec option;
    option.name = "token";
    option.type = option_type::secret;
    option.env = "HF_TOKEN";
    option.help = "access token: raises the Hub's limits and opens gated models";
    return option;
}

}  // namespace

const std::vector<option_spec>& hub_options()
{
    // In this order: hub_access.cpp takes them by their places.
    static const std::vector options = {endpoint_option(), token_option()};
    return options;
}

const std::vector<flag>& hub_flags()
{
    // Made as the flags of a plugin named "hub", so that both have the same form.
    static const auto flags = [] {
        descriptor hub;
        hub.name = "hub";
        hub.options = hub_options();
        auto made = flags_of(hub);
        for (auto& one : made)
            // Not the heading of a source: sizing uses them with or without that plugin.
            one.group = "The Hugging Face Hub";
        return made;
    }();
    return flags;
}

const flag* find_flag(std::span<const flag> flags, std::string_view name)
{
    const auto found = std::ranges::find(
        flags, name, [](const flag& one) -> const auto& { return one.spec.name; }
    );
    return found == flags.end() ? nullptr : &*found;
}

const std::vector<flag>& own_flags()
{
    static const auto flags = [] {
        auto all = common_flags();
        all.insert(all.end(), hub_flags().begin(), hub_flags().end());
        return all;
    }();
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
        one.group = "Source " + plugin.name + (plugin.opt_in ? ", opt in" : "") + " (" +
                    plugin.summary + ')';
        one.value_name = value_name_of(option.type);
        // The flag of the secret itself: environment and configuration give it by this name.
        flags.push_back(one);
        if (option.type != option_type::secret)
            continue;
        // A secret on the command line is visible to every user of the machine (ps); a file need
        // not be.
        one.spec.name += "-file";
        one.spec.type = option_type::path;
        // The variable holds the secret itself and belongs to the other flag.
        one.spec.env.clear();
        one.spec.help = "a file that holds the " + option.name + ", readable by you alone";
        one.value_name = "FILE";
        flags.push_back(std::move(one));
    }
    return flags;
}

}  // namespace muster
