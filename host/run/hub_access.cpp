#include "option_lookup.hpp"
#include "plan_sources.hpp"
#include "settings/secret_file.hpp"
#include "text/lower.hpp"
#include "text/origin.hpp"
#include "text/trim.hpp"

namespace fs = std::filesystem;

namespace muster {

namespace {

std::string variable(const environment& env, const std::string& name)
{
    const auto value = env(name).value_or("");
    return std::string(trimmed(value));
}

// Files of variables (systemd, Docker) are read by no shell: what stands for the home directory
// stays in them, and the Hub's own tools understand it.
fs::path expanded(const environment& env, const std::string& path)
{
    for (const std::string_view home : {"~/", "$HOME/", "${HOME}/"})
        if (path.starts_with(home) && !variable(env, "HOME").empty())
            return fs::path(variable(env, "HOME")) / path.substr(home.size());
    const bool is_home = path == "~" || path == "$HOME" || path == "${HOME}";
    return is_home && !variable(env, "HOME").empty() ? variable(env, "HOME") : path;
}

// As the Hub's own tools look for it: what a person logged in with serves here too.
fs::path usual_token_file(const environment& env)
{
    if (const auto path = variable(env, "HF_TOKEN_PATH"); !path.empty())
        return expanded(env, path);
    if (const auto home = variable(env, "HF_HOME"); !home.empty())
        return expanded(env, home) / "token";
    if (const auto cache = env("XDG_CACHE_HOME"); cache && !cache->empty())
        return fs::path(*cache) / "huggingface" / "token";
    if (const auto home = env("HOME"); home && !home->empty())
        return fs::path(*home) / ".cache" / "huggingface" / "token";
    return {};
}

// huggingface_hub: 1, ON, YES and TRUE, in any case, switch on.
bool is_on(const std::string& value)
{
    const auto word = lower(value);
    return word == "1" || word == "on" || word == "yes" || word == "true";
}

result<given_secret> find_token(const option_sources& value_sources)
{
    // Flags and HF_TOKEN first, then as huggingface_hub does it: its older variable, its token
    // file.
    auto given = look_up_secret(hub_options()[1], "hub.token", value_sources);
    if (given.has_error() || !given->value.empty())
        return given;
    constexpr auto older_name = "HUGGING_FACE_HUB_TOKEN";
    if (auto older = variable(value_sources.env, older_name); !older.empty())
    {
        if (!is_sendable_secret(older))
            return wrong_usage(
                std::string(older_name) + " does not hold a secret that can be sent"
            );
        return given_secret{std::move(older), older_name};
    }
    // What is lying about is not sent by those who said so; a token that was set by hand is.
    if (is_on(variable(value_sources.env, "HF_HUB_DISABLE_IMPLICIT_TOKEN")))
        return given_secret();
    const auto file = usual_token_file(value_sources.env);
    auto token = read_secret_file(file, secret_file::of_other_tool);
    return token.has_value() ? given_secret{std::move(*token), file.string()} : given_secret();
}

}  // namespace

result<hub_access> find_hub_access(const option_sources& value_sources)
{
    auto endpoint = look_up_option(hub_options()[0], "hub.endpoint", value_sources);
    if (endpoint.has_error())
        return endpoint.error();
    auto token = find_token(value_sources);
    if (token.has_error())
        return token.error();
    hub_access hub;
    hub.endpoint = std::move(endpoint->value);
    // Paths are appended with their own slash.
    hub.endpoint.resize(hub.endpoint.find_last_not_of('/') + 1);
    hub.is_named = endpoint->is_given;
    hub.token = std::move(token->value);
    hub.token_source = std::move(token->source);
    return hub;
}

credential credential_for(const hub_access& hub)
{
    return {
        origin_of(hub.endpoint),
        "authorization",
        hub.token.empty() ? "" : "Bearer " + hub.token,
        hub_client_id,
        hub.token_source};
}

}  // namespace muster
