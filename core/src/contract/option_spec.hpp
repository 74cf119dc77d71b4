#pragma once

#include "muster/failure.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

enum class option_type
{
    text,      ///< "string"
    whole,     ///< "int", not negative unless `min` is
    real,      ///< "real"
    yes_no,    ///< "bool"
    duration,  ///< "duration": 90, 90s, 500ms, 2m, 1h
    url,       ///< "url": adds its origin to those the plugin may ask
    path,      ///< "path": a file that the plugin may ask for as file:NAME
    choice,    ///< "enum"
    secret,    ///< "secret": sent by the host, never seen by the plugin
};

std::string_view to_string(option_type type) noexcept;

/// One option of a plugin: the flag --NAME.OPTION, a line in the configuration file, and where it
/// is given one, an environment variable.
struct option_spec
{
    std::string name = {};
    option_type type = option_type::text;
    std::optional<std::string> default_value = {};

    /// Environment variable read when no flag is given; may be empty. Only the plugin's own are
    /// read: see is_own_variable() in descriptor.hpp.
    std::string env = {};

    std::optional<double> min = {};
    std::optional<double> max = {};
    std::vector<std::string> choices = {};  ///< of an enum
    std::string help = {};

    /// Of a secret: the option of type url whose origin receives it (else the first of `origins`),
    /// the request header it is sent in (none that the host writes itself), and what stands before
    /// it there (printable ASCII).
    std::string receiver = {};
    std::string header = "authorization";
    std::string prefix = "Bearer ";
    bool required = false;  ///< without the secret the source is disabled
};

/// The type a descriptor calls by this name; nothing for other names.
std::optional<option_type> option_type_named(std::string_view name) noexcept;

/// Checks a value a person gave for an option, and brings it to the form plugins see: durations
/// in seconds, yes/no as true/false, the rest as given. Fails with bad_value; `where` says what is
/// expected ("expects a whole number from 0 to 1000000").
result<std::string> check_option(const option_spec& option, std::string_view value);

}  // namespace muster
