#pragma once

#include "catalog/decisions.hpp"
#include "context.hpp"

#include <string>
#include <vector>

namespace muster {

/// The decisions that what `--source` listed in the last run is what it lists from now on: one for
/// each of its questions that shrank, or lacked rows. Fails with bad_value when the last report has
/// no such source, or none of its questions did.
result<std::vector<decision>> acceptances_of_source(const program_context& context);

/// What follows from one, for the person who made it.
std::string sentence_for_source(const decision& made);

}  // namespace muster
