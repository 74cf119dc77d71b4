#pragma once

#include "plan_sources.hpp"

namespace muster {

struct given_option
{
    std::string value = {};  ///< checked; the default when none was given
    bool is_given = false;
};

/// The value of an option: command line, then environment, then configuration, then default.
/// Fails with bad_value; `where` is a sentence that says which of them is wrong.
result<given_option> look_up_option(
    const option_spec& option, const std::string& flag, const option_sources& value_sources
);

/// A secret, and where it came from, for messages: a flag, a variable, a file.
struct given_secret
{
    std::string value = {};  ///< without the space around it; empty: there is none
    std::string source = {};
};

/// The value of a secret, in the same order; --FLAG-file names a file that holds it.
result<given_secret> look_up_secret(
    const option_spec& option, const std::string& flag, const option_sources& value_sources
);

}  // namespace muster
