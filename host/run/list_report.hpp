#pragma once

#include "json/array_of.hpp"
#include "list_limit.hpp"
#include "run_report.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace muster {

/// Names of vendors that stand for no known model, each with what it may be and the command that
/// confirms it.
boost::json::array unresolved_to_json(const std::vector<source_report>& sources);

/// Changes that wait for a person, each with the command that accepts it.
boost::json::array held_to_json(const std::vector<held_change>& held);

/// The beginning of a list that may name all models of a listing.
struct limited_list
{
    std::string name = {};  ///< the member of the report
    boost::json::array rows = {};
    std::size_t more = 0;  ///< that are not in it
};

/// The first listed_models_limit elements, as make gives them.
template <class Row, class Make>
limited_list limited(std::string name, const std::vector<Row>& rows, Make make)
{
    const auto listed = std::min(rows.size(), listed_models_limit);
    return {std::move(name), array_of(std::span(rows).first(listed), make), rows.size() - listed};
}

/// What else became of listed models, by the member of the report: `inferred`, `left_out`,
/// `variants`, `rejected`, `licenses`, `unlisted`, `archived`, `back`.
std::vector<limited_list> list_findings(const run_report& report);

}  // namespace muster
