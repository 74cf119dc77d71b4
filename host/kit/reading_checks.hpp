#pragma once

#include "plugin_under_test.hpp"

#include <vector>

namespace muster {

/// The readings of the sample pages, in their order.
using sample_readings = std::vector<result<page_reading>>;

boost::asio::awaitable<sample_readings> read_samples(plugin_under_test& plugin);

/// Checks of those readings: records on every page, and links under the declared origins only.
plugin_check check_records(const plugin_under_test& plugin, const sample_readings& readings);
plugin_check check_follow(const plugin_under_test& plugin, const sample_readings& readings);

/// Whether a page always gives the same reading: again in order, in reverse, and in a fresh
/// process.
boost::asio::awaitable<plugin_check>
check_purity(plugin_under_test& plugin, const sample_readings& readings);

boost::asio::awaitable<plugin_check>
check_bad_rows(plugin_under_test& plugin, const sample_readings& readings);

/// Whether loading and reading leave the process as it was.
boost::asio::awaitable<plugin_check> check_process(plugin_under_test& plugin);

}  // namespace muster
