#pragma once

#include "table/candidate_table.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// What a model was made from.
struct lineage
{
    /// "quantized", "finetune", "adapter" or "merge"; empty when a base is named and no relation.
    std::string relation = {};
    std::vector<std::string> bases = {};  ///< ids as spelled, sorted; empty for a model of its own
};

/// Reads the tags `base_model:RELATION:OWNER/NAME`, as the Hub makes them from cards. Of several
/// relations the one that says most counts: quantized, adapter, merge, finetune, then none. A model
/// is not its own base.
lineage lineage_of(const candidate_view& model);

/// What becomes of variants.
enum class variants_mode
{
    keep,  ///< they are rows like others
    fold,  ///< one row: a variant whose base is a candidate too is left to that
    drop,  ///< none of them
};

/// A variant that is no row, and why.
struct left_variant
{
    std::string model_id = {};
    std::string relation = {};
    std::string base = {};  ///< the candidate that stands for it; for drop, the base it names
};

struct without_variants
{
    candidate_table kept = {};            ///< in the order given
    std::vector<left_variant> left = {};  ///< sorted by id
};

/// Takes out the candidates that are variants by one of the relations. A variant of a variant is
/// folded into where that one goes.
without_variants
leave_variants(candidate_table models, variants_mode mode, const std::set<std::string>& relations);

}  // namespace muster
