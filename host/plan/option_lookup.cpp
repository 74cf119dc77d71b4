#include "option_lookup.hpp"

#include "settings/secret_file.hpp"
#include "text/trim.hpp"

#include <optional>
#include <utility>

namespace muster {

namespace {

struct value_source
{
    std::string name = {};  ///< for messages
    std::string value = {};
};

std::optional<std::string> last_of(const flag_values& values, const std::string& flag)
{
    const auto found = values.find(flag);
    if (found == values.end() || found->second.empty())
        return {};
    // Only switches may be repeated, and the last one counts.
    return found->second.back();
}

// Variables are often made from files (a Kubernetes secret, "$(cat token)") and end in a newline.
std::optional<std::string> trimmed_variable(const environment& env, const std::string& name)
{
    auto value = env(name);
    if (value)
        value = std::string(trimmed(*value));
    return value;
}

// An environment variable that is set to nothing counts as not set: an unset secret of a CI
// system becomes one.
std::optional<value_source>
first_value(const option_spec& option, const std::string& flag, const option_sources& value_sources)
{
    // Nearest first: command line, environment, file.
    if (auto value = last_of(value_sources.command_line, flag))
        return value_source{"--" + flag, std::move(*value)};
    if (!option.env.empty())
        if (auto value = trimmed_variable(value_sources.env, option.env); value && !value->empty())
            return value_source{option.env, std::move(*value)};
    if (auto value = last_of(value_sources.configuration, flag))
        return value_source{
            written_flag(flag, value_sources.command_line, value_sources.configuration),
            std::move(*value)};
    return {};
}

// What is wrong with a value is shown with it; of a URL not what may be a password.
std::string shown(const std::string& value)
{
    // user:password@host, as RFC 3986 has it; the last @, since a password may hold one.
    const auto at = value.rfind('@');
    const auto scheme_end = value.find("://");
    if (at == std::string::npos || scheme_end == std::string::npos || at < scheme_end)
        return value;
    return value.substr(0, scheme_end + 3) + "..." + value.substr(at);
}

// People write endpoints as they say them: "hf-mirror.com", "localhost:8080".
std::string suggested_url(const option_spec& option, const std::string& value)
{
    const bool is_here = value.starts_with("localhost") || value.starts_with("127.");
    const auto with_scheme = (is_here ? "http://" : "https://") + value;
    const bool lacks_scheme = option.type == option_type::url &&
                              value.find(":/") == std::string::npos &&
                              (is_here || value.find('.') != std::string::npos);
    return lacks_scheme && check_option(option, with_scheme).has_value()
               ? ": did you mean " + shown(with_scheme) + "?"
               : std::string();
}

}  // namespace

result<given_option> look_up_option(
    const option_spec& option, const std::string& flag, const option_sources& value_sources
)
{
    const auto given = first_value(option, flag, value_sources);
    if (!given)
        return given_option{option.default_value.value_or(""), false};
    auto checked = check_option(option, given->value);
    if (checked.has_error())
        return wrong_usage(
            given->name + ' ' + checked.error().where + ", not \"" + shown(given->value) + '"' +
            suggested_url(option, given->value)
        );
    return given_option{std::move(*checked), true};
}

result<given_secret> look_up_secret(
    const option_spec& option, const std::string& flag, const option_sources& value_sources
)
{
    // The variable holds the secret itself, never the name of a file.
    const option_spec no_env{.name = option.name};
    const auto file = first_value(no_env, flag + "-file", value_sources);
    auto given = first_value(option, flag, value_sources);
    // A file named on the command line wins over a secret from the environment.
    const bool is_file_nearer =
        file && file->name.starts_with("--") && given && given->name != "--" + flag;
    if (file && (!given || is_file_nearer))
    {
        auto secret = read_secret_file(file->value);
        if (secret.has_error())
            return secret.error();
        return given_secret{std::move(*secret), file->value};
    }
    if (!given)
        return given_secret();
    // A pasted token often ends in a space, which no header may carry.
    given->value = std::string(trimmed(given->value));
    // "Bearer hf_..." is what examples of requests show; the prefix is sent anyway.
    if (!option.prefix.empty() && given->value.starts_with(option.prefix))
        given->value = std::string(trimmed(given->value.substr(option.prefix.size())));
    if (!is_sendable_secret(given->value))
        return wrong_usage(given->name + " does not hold a secret that can be sent");
    return given_secret{std::move(given->value), given->name};
}

}  // namespace muster
