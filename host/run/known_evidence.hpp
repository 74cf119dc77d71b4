#pragma once

#include "size_models.hpp"

#include <string>

namespace muster {

/// Whether what is known of a model is true of it now: the listing shows the same commit; or no
/// listing tells of it, and it was checked within the evidence age. What was gated is asked for
/// again with a token.
bool is_still_valid(const model_to_size& model, const evidence& known, const size_context& context);

/// Whether it was checked within the evidence age. Negative answers of evidence that was not count
/// as unasked, whatever the commit.
bool is_recent(const evidence& known, const size_context& context);

/// What to begin with: what is known where that is still valid, else what the listing says.
/// known may be null.
evidence evidence_to_start_with(
    const model_to_size& model, const evidence* known, const size_context& context
);

/// The result of a step; of one that wants to ask for more, that it could not.
size_finding finding_of(const size_step& step);

/// Whether the Hub answered all that was asked, whatever it said.
bool is_fully_answered(const evidence& now, const size_step& step);

/// The evidence, with the date it had when it said the same: files do not change for a date.
evidence keep_date_if_same(evidence now, const evidence* before);

}  // namespace muster
