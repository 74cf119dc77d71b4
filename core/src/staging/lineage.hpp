#pragma once

#include "table/candidate_table.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// What a model was made from, by its tags.
struct lineage
{
    /// "quantized", "finetune", "adapter" or "merge"; empty when a base is named and no relation.
    std::string relation = {};
    std::vector<std::string> bases = {};  ///< ids as spelled, sorted; empty: not derived
};

/// Reads tags `base_model:RELATION:OWNER/NAME`, which the Hub makes from model cards. Of several
/// relations the most specific counts: quantized, adapter, merge, finetune, then none. A model is
/// not its own base.
lineage lineage_of(const candidate_view& model);

/// What happens to variants.
enum class variants_mode
{
    keep,  ///< they stay
    fold,  ///< left out if the base is a candidate
    drop,  ///< left out
};

/// A variant that was left out.
struct left_variant
{
    std::string model_id = {};
    std::string relation = {};
    std::string base = {};  ///< fold: the candidate that represents it; drop: its base
};

struct without_variants
{
    candidate_table kept = {};            ///< in the order given
    std::vector<left_variant> left = {};  ///< sorted by id
};

/// Removes candidates that are variants by one of the relations. A variant of a variant is folded
/// into the model at the end of the chain.
without_variants
leave_variants(candidate_table models, variants_mode mode, const std::set<std::string>& relations);

}  // namespace muster
