#pragma once

#include "plugin_under_test.hpp"

namespace muster {

/// Checks of a plugin before it has read a page: its symbols, its descriptor, its first requests.
plugin_check check_symbols(const plugin_under_test& plugin);
plugin_check check_description(const plugin_under_test& plugin);
boost::asio::awaitable<plugin_check> check_start(plugin_under_test& plugin);

/// Calls start() with values that each option allows, odd ones too: none may crash it or make it
/// hang.
boost::asio::awaitable<plugin_check> check_option_values(plugin_under_test& plugin);

}  // namespace muster
