#pragma once

#include <boost/json/object.hpp>

#include <filesystem>
#include <string_view>

namespace muster {

inline constexpr std::string_view run_report_file_name = "run_report.json";

/// run_report.json as the last run left it. Empty when there is none, or it cannot be read: it
/// informs, and never decides anything.
boost::json::object read_last_report(const std::filesystem::path& data);

}  // namespace muster
