#pragma once

#include "run_report.hpp"

#include <boost/json/array.hpp>

#include <string>
#include <utility>
#include <vector>

namespace muster {

/// Names of vendors that stand for no known model, each with what it may be and the command that
/// confirms it.
boost::json::array unresolved_to_json(const std::vector<source_report>& sources);

/// Changes that wait for a person, each with the command that accepts it.
boost::json::array held_to_json(const std::vector<held_change>& held);

/// What else became of listed models, by the member of the report: `inferred`, `left_out`,
/// `variants`, `rejected`, `licenses`, `unlisted`, `archived`, `back`.
std::vector<std::pair<std::string, boost::json::array>> list_findings(const run_report& report);

}  // namespace muster
