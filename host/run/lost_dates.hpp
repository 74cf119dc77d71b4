#pragma once

#include "source_report.hpp"

#include <boost/json/object.hpp>

#include <map>
#include <string>
#include <vector>

namespace muster {

/// The newest date that the content of a source had when it last had one, by source.
using dates_by_source = std::map<std::string, std::string>;

/// As an earlier run reported them.
dates_by_source content_dates_in(const boost::json::object& report);

/// Notes in the reports what the content of sources had that has no date in this run. One that
/// answered in full says so: its age, which is looked at else, is not known any more.
void note_lost_dates(std::vector<source_report>& reports, const dates_by_source& earlier);

}  // namespace muster
