#pragma once

#include "plugin/find_sources.hpp"
#include "settings/settings.hpp"

#include <boost/asio/thread_pool.hpp>

#include <vector>

namespace muster {

/// How plugins are run; the log and the limits of time are as usual.
worker_settings workers_for(const settings& chosen);

/// Where and how plugins are looked for.
source_search search_for(const settings& chosen, boost::asio::thread_pool* pool);

/// The sources found, those that are opt in last.
std::vector<const found_source*> usual_first(const std::vector<found_source>& found);

/// The flags that can be given, in the order of --help: our own, those of the plugins found, and
/// last those of opt-in plugins.
std::vector<flag> known_flags(const std::vector<found_source>& found);

}  // namespace muster
