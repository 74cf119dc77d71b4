#pragma once

#include <boost/json/object.hpp>

#include <filesystem>

namespace muster {

/// run_report.json as the last run left it. Empty when there is none, or it cannot be read: it is
/// told of, and never decides anything.
boost::json::object read_last_report(const std::filesystem::path& data);

}  // namespace muster
