#pragma once

#include "plugin_under_test.hpp"

namespace muster {

/// How a plugin handles pages that no source publishes. It may refuse a page, but must not crash or
/// hang on one.
boost::asio::awaitable<plugin_check> check_hostile_pages(plugin_under_test& plugin);
boost::asio::awaitable<plugin_check> check_mutations(plugin_under_test& plugin);

}  // namespace muster
