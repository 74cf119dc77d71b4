#pragma once

#include "ingest.hpp"

namespace muster {

/// From the listings in `out` to its staged candidates: identified, merged, without what people
/// rejected, variants and the policy's models where those are not wanted; and what became of each.
/// May be done again when more is known of names.
void stage_candidates(const ingest_policy& policy, ingest_result& out);

}  // namespace muster
