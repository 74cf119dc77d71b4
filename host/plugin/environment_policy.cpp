#include "environment_policy.hpp"

#include "base/plain_text.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace muster {

namespace {

// A plugin whose name makes one of these its own would get a token or a path that is not for it.
constexpr std::array variables_of_host = {
    "HF_ENDPOINT",
    "HF_TOKEN",
    "HF_TOKEN_PATH",
    "HUGGING_FACE_HUB_TOKEN",
    "HF_HOME",
    "HF_HUB_OFFLINE",
    "HOME",
    "XDG_CACHE_HOME",
    "SSL_CERT_FILE",
    "MUSTER_PLUGIN_PATH",
    "SSL_CERT_DIR",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
    "NO_COLOR",
    "TERM"};

bool is_of_host(std::string_view variable)
{
    return std::find(variables_of_host.begin(), variables_of_host.end(), variable) !=
           variables_of_host.end();
}

// The host reads HF_ENDPOINT itself, and gives the plugin the same: sizing must ask where it asks.
bool is_endpoint_of_hub(const descriptor& plugin, const option_spec& option)
{
    return plugin.name == "hub" && option.name == "endpoint" && option.type == option_type::url &&
           option.env == "HF_ENDPOINT";
}

/// Of all plugins together, so that the order of their files does not decide who reads a variable.
std::set<std::string> variables_of_secrets(const std::vector<found_source>& found)
{
    std::set<std::string> claimed;
    for (const auto& one : found)
        for (const auto& option : one.description.options)
            if (option.type == option_type::secret)
                claimed.insert(option.env);
    return claimed;
}

}  // namespace

void apply_environment_policy(std::vector<found_source>& found)
{
    const auto claimed = variables_of_secrets(found);
    for (auto& one : found)
        for (auto& option : one.description.options)
        {
            const bool is_secret = option.type == option_type::secret;
            // A secret of one plugin is not a plain option of another, which would be printed and
            // sent anywhere.
            const bool is_own = is_own_variable(one.description, option) &&
                                !is_of_host(option.env) &&
                                (is_secret || !claimed.contains(option.env));
            if (option.env.empty() || is_own || is_endpoint_of_hub(one.description, option))
                continue;
            one.notes.push_back(
                "its option " + option.name + " does not read " + plain_text(option.env) +
                ", which is not its own to read: use --" + one.description.name + '.' + option.name
            );
            option.env.clear();
        }
}

}  // namespace muster
