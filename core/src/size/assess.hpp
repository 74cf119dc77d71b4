#pragma once

#include "ladder.hpp"
#include "size/facts/evidence.hpp"
#include "size/facts/model_size.hpp"

#include <string>

namespace muster {

/// What the evidence so far amounts to.
struct assessment
{
    bool is_enough = false;
    bool may_headers_help = false;
    model_size size = {};
    std::string reason = {};  ///< why it is not enough, one sentence
    unsized_kind kind = unsized_kind::incomplete;
};

assessment assess(const evidence& known, const evidence_policy& policy);

}  // namespace muster
