#pragma once

#include "run_report.hpp"
#include "run_request.hpp"

#include <boost/asio/awaitable.hpp>

namespace muster {

/// A run from beginning to end: everything is read, then asked, then decided, then written.
///
/// Fails on wrong usage, on files that cannot be read or written, and when it is interrupted: then
/// run_report.json alone was written.
boost::asio::awaitable<result<run_report>> run_pipeline(const run_request& request);

}  // namespace muster
