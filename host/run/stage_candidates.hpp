#pragma once

#include "muster/identify.hpp"
#include "run/ingest.hpp"

#include <vector>

namespace muster {

/// From normalised listings to staged candidates: identified, merged, without what people rejected,
/// variants and the policy's models where those are not wanted. Tells `out` what became of each;
/// its sources and facts must be there.
void stage_candidates(
    std::vector<normalized_listing>& listings,
    const known_names& names,
    const ingest_policy& policy,
    ingested& out
);

}  // namespace muster
