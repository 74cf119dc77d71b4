#pragma once

#include "source_report.hpp"

#include <boost/json/object.hpp>

#include <map>
#include <string>
#include <vector>

namespace muster {

/// Several questions that sources were asked, in words (see source_question), by source.
using questions_by_source = std::map<std::string, std::vector<std::string>>;

/// What sources were asked in an earlier run, by its report. A source of one question is left out:
/// the report does not say which that was.
questions_by_source questions_in(const boost::json::object& report);

/// Notes in the reports which of the earlier questions this run did not ask. A source that was not
/// to be asked at all has dropped none.
void note_dropped_questions(
    std::vector<source_report>& reports,
    const std::vector<source_plan>& plans,
    const questions_by_source& earlier
);

}  // namespace muster
