#pragma once

#include "ladder.hpp"
#include "size/facts/evidence.hpp"

namespace muster {

/// The list of weight files.
void take_index(evidence& known, const evidence_answer& answer);

/// The beginning of a weight file, or all of its header.
void take_weight_file(
    evidence& known, const evidence_request& request, const evidence_answer& answer
);

}  // namespace muster
