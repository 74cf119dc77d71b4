#pragma once

#include "contract/descriptor.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// One flag of the command line, which is a line of the configuration file too.
struct flag
{
    option_spec spec = {};        ///< its name without the dashes: "data", "hub.limit"
    std::string group = {};       ///< heading in --help
    std::string value_name = {};  ///< "DIR"
    bool is_switch = false;       ///< takes no value
    bool is_repeatable = false;
};

/// The flags that do not depend on plugins, in the order of --help.
const std::vector<flag>& common_flags();

/// --hub.endpoint, --hub.token and --hub.token-file: they exist with or without a plugin for the
/// Hub, because sizing asks the Hub as well.
const std::vector<flag>& hub_flags();

/// What hub_flags() are made of: "endpoint" and "token".
const std::vector<option_spec>& hub_options();

/// --NAME.OPTION for the options of a plugin; secrets can be named by file as well.
std::vector<flag> flags_of(const descriptor& plugin);

/// What was given for each flag that was given, in the order it was given.
using flag_values = std::map<std::string, std::vector<std::string>, std::less<>>;

}  // namespace muster
