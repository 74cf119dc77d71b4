#pragma once

#include "source_report.hpp"
#include "sources/coverage.hpp"
#include "table/listing.hpp"

#include <string>
#include <vector>

namespace muster {

/// What came of one question: the listing used, and why.
struct answered_question
{
    std::string words = {};  ///< see source_question
    listing used = {};
    source_report report = {};
    source_coverage coverage = {};
};

/// What came of a source, of all its questions together: their rows one after the other, where the
/// same model may come several times. Its verdict is the gravest of theirs, and it is as fresh as
/// the least fresh; rows that were promised are known where each question has a number, and rows
/// that are missing are those of all. What it lacks is known only where each question's silence
/// means something. Of one question, that one.
///
/// Precondition: at least one.
answered_question join_questions(std::vector<answered_question> all);

}  // namespace muster
