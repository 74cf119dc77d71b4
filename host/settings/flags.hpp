#pragma once

#include "contract/descriptor.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// One flag of the command line; its name is also a key of the configuration file.
struct flag
{
    option_spec spec = {};        ///< its name without the dashes: "data", "hub.limit"
    std::string group = {};       ///< heading in --help
    std::string value_name = {};  ///< "DIR"
    bool is_switch = false;       ///< takes no value
    bool is_repeatable = false;
};

/// The flags that exist whatever plugins there are, in the order of --help.
const std::vector<flag>& common_flags();

/// --hub.endpoint, --hub.token and --hub.token-file. They exist without a plugin for the Hub too,
/// since sizing reads from the Hub.
const std::vector<flag>& hub_flags();

/// Both of these: what can be given whatever plugins there are.
const std::vector<flag>& own_flags();

/// The options behind hub_flags(): "endpoint" and "token".
const std::vector<option_spec>& hub_options();

/// The flags --NAME.OPTION of a plugin's options. A secret has a second one, --NAME.OPTION-file.
std::vector<flag> flags_of(const descriptor& plugin);

/// Null when none has that name.
const flag* find_flag(std::span<const flag> flags, std::string_view name);

/// The values of each flag that was given, in their order; names without dashes.
using flag_values = std::map<std::string, std::vector<std::string>, std::less<>>;

}  // namespace muster
