#include "option_lookup.hpp"
#include "plan_sources.hpp"
#include "settings/secret_file.hpp"
#include "text/origin.hpp"
#include "text/trim.hpp"

namespace fs = std::filesystem;

namespace muster {

namespace {

// As the Hub's own tools look for it: what a person logged in with serves here too.
fs::path usual_token_file(const environment& env)
{
    if (const auto path = env("HF_TOKEN_PATH"); path && !path->empty())
        return *path;
    if (const auto home = env("HF_HOME"); home && !home->empty())
        return fs::path(*home) / "token";
    if (const auto cache = env("XDG_CACHE_HOME"); cache && !cache->empty())
        return fs::path(*cache) / "huggingface" / "token";
    if (const auto home = env("HOME"); home && !home->empty())
        return fs::path(*home) / ".cache" / "huggingface" / "token";
    return {};
}

result<std::string> find_token(const option_givers& givers)
{
    auto given = look_up_secret(hub_options()[1], "hub.token", givers);
    if (given.has_error() || !given->empty())
        return given;
    if (auto older = givers.env("HUGGING_FACE_HUB_TOKEN"); older && !older->empty())
    {
        const std::string secret(trimmed(*older));
        if (!is_sendable_secret(secret))
            return wrong_usage("HUGGING_FACE_HUB_TOKEN does not hold a secret that can be sent");
        return secret;
    }
    const auto file = usual_token_file(givers.env);
    auto token = read_secret_file(file, secret_file::of_other_tool);
    return token.has_value() ? std::move(*token) : std::string();
}

}  // namespace

result<hub_access> find_hub_access(const option_givers& givers)
{
    auto endpoint = look_up_option(hub_options()[0], "hub.endpoint", givers);
    if (endpoint.has_error())
        return endpoint.error();
    auto token = find_token(givers);
    if (token.has_error())
        return token.error();
    hub_access hub;
    hub.endpoint = std::move(endpoint->value);
    hub.endpoint.resize(hub.endpoint.find_last_not_of('/') + 1);
    hub.is_named = endpoint->is_given;
    hub.token = std::move(*token);
    return hub;
}

credential credential_for(const hub_access& hub)
{
    return {
        origin_of(hub.endpoint),
        "authorization",
        hub.token.empty() ? "" : "Bearer " + hub.token,
        hub_asker};
}

}  // namespace muster
