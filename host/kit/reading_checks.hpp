#pragma once

#include "plugin_under_test.hpp"

#include <vector>

namespace muster {

/// What the sample pages say, in their order.
using sample_readings = std::vector<result<page_reading>>;

boost::asio::awaitable<sample_readings> read_samples(plugin_under_test& plugin);

/// What a plugin makes of its own sample pages.
plugin_check check_records(const plugin_under_test& plugin, const sample_readings& readings);
plugin_check check_follow(const plugin_under_test& plugin, const sample_readings& readings);

/// Forwards again, backwards, and in a process that has read nothing else.
boost::asio::awaitable<plugin_check>
check_purity(plugin_under_test& plugin, const sample_readings& readings);

boost::asio::awaitable<plugin_check>
check_bad_rows(plugin_under_test& plugin, const sample_readings& readings);

/// What reading leaves in the process it happened in.
boost::asio::awaitable<plugin_check> check_process(plugin_under_test& plugin);

}  // namespace muster
