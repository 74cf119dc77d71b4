#pragma once

#include "fetch/fetch_source.hpp"
#include "muster/failure.hpp"

#include <vector>

namespace muster {

/// The questions that the options of a source ask, in their order: each combination of the values
/// of its lists, and beside these each value of those that say so. Each has one value of a list,
/// and is a listing of its own.
///
/// Options with common names mean the same everywhere. `limit` counts all models together: it is
/// dealt out in equal parts, one for each combination and one for all values of a list beside them;
/// what a file of ids names has no limit. `sort` is the order: without a limit its first value is
/// enough.
///
/// One question where nothing is a list: then it is the options as they are. Fails with bad_value
/// when the limit is too small to be dealt out, or a question is too long to be kept.
result<std::vector<source_question>> questions_of(const source_plan& plan);

/// The words of a question (see source_question) that is known by its key and by the options it was
/// asked with.
std::string question_words(
    std::string_view key, const std::vector<std::pair<std::string, std::string>>& options
);

}  // namespace muster
