#pragma once

#include "catalog/decisions.hpp"
#include "context.hpp"

namespace muster {

/// The decision that what `--source` listed in the last run is what it lists from now on. Fails
/// with bad_value when the last report has no such source, or it did not shrink in that run.
result<decision> acceptance_of_source(const program_context& context);

/// What follows from it, for the person who made it.
std::string sentence_for_source(const decision& made);

}  // namespace muster
