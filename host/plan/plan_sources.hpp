#pragma once

#include "fetch/fetch_source.hpp"
#include "muster/failure.hpp"
#include "net/client_settings.hpp"
#include "plugin/find_sources.hpp"
#include "settings/settings.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace muster {

/// A source that is left out of this run, and why.
struct disabled_source
{
    descriptor description = {};
    std::string reason = {};
};

/// A plugin that is there and cannot be asked: its file did not load, or is not trusted.
struct unusable_source
{
    std::string name = {};  ///< its own where that is known, else from its file: libmuster_NAME.so
    verdict outcome = verdict::failed;
    std::string reason = {};
    std::uint64_t record_limit = 0;  ///< that the user gave it; 0 for none
};

/// Which sources are asked, and with what.
struct source_plans
{
    std::vector<source_plan> plans = {};
    std::vector<disabled_source> disabled = {};
    std::vector<unusable_source> unusable = {};
    std::vector<credential> credentials = {};
    std::vector<std::string> left_out = {};  ///< labels of sources that the user did not want

    /// What plugins that do not ship with muster are sent on behalf of the user, or not sent.
    std::vector<std::string> warnings = {};
};

/// Where option values come from, the first one best.
struct option_sources
{
    const flag_values& command_line;
    const environment& env;
    const flag_values& configuration;
};

/// What a plugin is called that may not have said its name.
std::string name_of(const found_source& found);

/// What those are called that can be named: all but the shadowed.
std::vector<std::string> names_of_found(const std::vector<found_source>& found);

/// Chooses among the found sources and checks the options of those chosen. The runners in `found`
/// must outlive the plans.
///
/// Fails with bad_value for an unknown source name or an impossible value; `where` is a sentence.
result<source_plans> plan_sources(
    const std::vector<found_source>& found,
    const settings& chosen,
    const option_sources& value_sources
);

/// The Hub as the program itself uses it, with or without a plugin for it.
struct hub_access
{
    std::string endpoint = {};      ///< without a slash at the end
    bool is_named = false;          ///< a user named it: it may be private
    std::string token = {};         ///< empty: anonymous
    std::string token_source = {};  ///< where it came from, for messages
    std::string warning = {};       ///< why a token that is set is not used; empty: it is
};

/// Fails with bad_value when the endpoint is no URL that paths can be added to, or the token cannot
/// be read. Of a Hub that is not asked the latter is no matter.
result<hub_access> find_hub_access(const option_sources& value_sources, bool is_asked);

/// Whether one of the sources is the Hub, by the plugin that ships.
bool asks_hub(const source_plans& sources);

/// Who asks when the program itself asks the Hub. The source of that name asks with its token, too.
inline constexpr const char* hub_client_id = "hub";

credential credential_for(const hub_access& hub);

}  // namespace muster
