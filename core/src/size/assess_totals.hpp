#pragma once

#include "assess.hpp"
#include "formula_fields.hpp"

namespace muster {

/// What a configuration's fields say of their evidence.
formula_origin origin_of_config(const evidence& known);

/// What the Hub's totals and the formula of a configuration amount to together.
///
/// Precondition: known.total.
assessment
assess_totals(const evidence& known, const formula_size& given, const evidence_policy& policy);

}  // namespace muster
