#pragma once

#include "plugin_under_test.hpp"

namespace muster {

/// What a plugin makes of pages that nobody publishes: a page may be refused, and no page may end
/// or stop the plugin.
boost::asio::awaitable<plugin_check> check_hostile_pages(plugin_under_test& plugin);
boost::asio::awaitable<plugin_check> check_mutations(plugin_under_test& plugin);

}  // namespace muster
