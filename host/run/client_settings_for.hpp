#pragma once

#include "net/client_settings.hpp"
#include "plan_sources.hpp"
#include "settings/settings.hpp"

#include <vector>

namespace muster {

/// The network as this run may use it: its credentials, cache, proxies.
client_settings client_settings_for(
    const settings& chosen, const hub_access& hub, const std::vector<credential>& of_sources
);

}  // namespace muster
