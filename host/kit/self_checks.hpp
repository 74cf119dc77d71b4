#pragma once

#include "plugin_under_test.hpp"

namespace muster {

/// What a plugin shows and says of itself, before it has read anything.
plugin_check check_symbols(const plugin_under_test& plugin);
plugin_check check_description(const plugin_under_test& plugin);
boost::asio::awaitable<plugin_check> check_start(plugin_under_test& plugin);

/// Begins with values that each option allows, odd ones among them: none may end or stop it.
boost::asio::awaitable<plugin_check> check_option_values(plugin_under_test& plugin);

}  // namespace muster
