#include "plan/option_lookup.hpp"
#include "plan/plan_sources.hpp"
#include "settings/secret_file.hpp"
#include "text/origin.hpp"
#include "text/trim.hpp"

#include <algorithm>

namespace fs = std::filesystem;

namespace muster {

namespace {

std::string variable(const environment& env, const std::string& name)
{
    const auto value = env(name).value_or("");
    return std::string(trimmed(value));
}

// As the Hub's own tools look for it: what a person logged in with serves here too.
fs::path usual_token_file(const environment& env)
{
    if (const auto path = variable(env, "HF_TOKEN_PATH"); !path.empty())
        return with_home(env, path);
    if (const auto home = variable(env, "HF_HOME"); !home.empty())
        return with_home(env, home) / "token";
    if (const auto cache = variable(env, "XDG_CACHE_HOME"); !cache.empty())
        return with_home(env, cache) / "huggingface" / "token";
    if (const auto home = env("HOME"); home && !home->empty())
        return fs::path(*home) / ".cache" / "huggingface" / "token";
    return {};
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
    if (is_switched_on(value_sources.env, "HF_HUB_DISABLE_IMPLICIT_TOKEN"))
        return given_secret();
    const auto file = usual_token_file(value_sources.env);
    auto token = read_secret_file(file, secret_file::of_other_tool);
    return token.has_value() ? given_secret{std::move(*token), file.string()} : given_secret();
}

}  // namespace

result<hub_access> find_hub_access(const option_sources& value_sources, bool is_asked)
{
    auto endpoint = look_up_option(hub_options()[0], "hub.endpoint", value_sources);
    if (endpoint.has_error() && is_asked)
        return endpoint.error();
    // A wrong endpoint is no matter to a run that does not ask the Hub.
    if (endpoint.has_error())
        endpoint = given_option{hub_options()[0].default_value.value_or(""), false};
    auto token = find_token(value_sources);
    // What was typed is wrong usage; a variable is set for many programs, and costs itself alone.
    const bool is_typed = value_sources.command_line.contains("hub.token") ||
                          value_sources.command_line.contains("hub.token-file");
    if (token.has_error() && is_asked && is_typed)
        return token.error();
    hub_access hub;
    if (token.has_error())
        hub.warning = token.error().where + ": the Hub is asked without it";
    hub.endpoint = std::move(endpoint->value);
    // Paths are appended, with their own slash.
    if (hub.endpoint.find_first_of("?# ") != std::string::npos)
        return wrong_usage(
            "--hub.endpoint or HF_ENDPOINT is the address that paths are added to, such as "
            "https://huggingface.co: without \"?\", \"#\" and spaces"
        );
    hub.endpoint.resize(hub.endpoint.find_last_not_of('/') + 1);
    hub.is_named = endpoint->is_given;
    if (token.has_value())
    {
        hub.token = std::move(token->value);
        hub.token_source = std::move(token->source);
    }
    return hub;
}

bool asks_hub(const source_plans& sources)
{
    return std::any_of(sources.plans.begin(), sources.plans.end(), [](const source_plan& plan) {
        return plan.client_id == hub_client_id;
    });
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
