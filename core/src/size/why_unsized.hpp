#pragma once

#include "ladder.hpp"
#include "unsized_kind.hpp"

#include <string>
#include <string_view>

namespace muster {

struct unsized_reason
{
    unsized_kind kind = unsized_kind::incomplete;
    std::string text = {};
};

/// Why there is no configuration to go by. Claims of the Hub what it answered, and when.
unsized_reason why_no_config(const evidence& known, const evidence_policy& policy);

/// Of tensor headers that could settle a disagreement and are not known; empty where they were
/// answered for, or must not be asked.
unsized_reason why_no_headers(const evidence& known, const evidence_policy& policy);

/// What a person can do about it.
std::string_view
advice_for(unsized_kind kind, const evidence& known, const evidence_policy& policy);

}  // namespace muster
