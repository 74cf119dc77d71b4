#pragma once

#include "muster/failure.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster {

enum class option_type
{
    text,      ///< "string"
    integer,   ///< "int", not negative unless `min` is
    real,      ///< "real"
    yes_no,    ///< "bool"
    duration,  ///< "duration": 90, 90s, 500ms, 2m, 1h
    url,       ///< "url": adds its origin to those that the plugin may use
    path,      ///< "path": a file that the plugin may request as file:NAME
    choice,    ///< "enum"
    secret,    ///< "secret": sent by the host, never seen by the plugin
    ids,       ///< "ids": a file of Hub ids; the plugin gets them, with commas between
};

std::string_view to_string(option_type type) noexcept;

/// One option of a plugin: the flag --NAME.OPTION, a line of the configuration file and, if it
/// names one, an environment variable.
struct option_spec
{
    std::string name = {};
    option_type type = option_type::text;
    std::optional<std::string> default_value = {};

    /// Environment variable that is read when no flag is given; may be empty. Only the plugin's own
    /// ones are read: see is_own_variable() in descriptor.hpp.
    std::string env = {};

    std::optional<double> min = {};
    std::optional<double> max = {};
    std::vector<std::string> choices = {};  ///< of an enum
    bool narrows = false;                   ///< the smaller the number, the fewer models; 0: all
    bool is_list = false;                   ///< takes several values, each once, with commas

    /// Its values are questions beside those of the other lists, and not combined with them.
    bool is_beside = false;

    /// Of a bool that is true: values of other options that nobody gave, by their names. The value
    /// "@curated" of a list is the owners of the models on the curated list.
    std::vector<std::pair<std::string, std::string>> sets = {};

    std::string help = {};

    /// For a secret: the option of type url whose origin receives it (else the first of `origins`),
    /// the request header that carries it (none of the host's own), and what precedes it there
    /// (printable ASCII).
    std::string receiver = {};
    std::string header = "authorization";
    std::string prefix = "Bearer ";
    bool required = false;  ///< without the secret the source is disabled
};

/// The type with this name in descriptors; nothing for other names.
std::optional<option_type> option_type_named(std::string_view name) noexcept;

/// Checks a user's value and brings it to the form that plugins get: durations in seconds, booleans
/// as true or false, the rest as given. Fails with bad_value; `where` says what is expected
/// ("expects a whole number from 0 to 1000000").
result<std::string> check_option(const option_spec& option, std::string_view value);

}  // namespace muster
