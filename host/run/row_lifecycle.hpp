#pragma once

#include "catalog/lifecycle.hpp"
#include "gather_candidates.hpp"
#include "prepare_run.hpp"
#include "size_models.hpp"

#include <map>
#include <string>
#include <vector>

namespace muster {

/// Which published models no source lists any more, as far as this run knows. A run that asked no
/// source, or got nothing of any, knows what an earlier one found.
std::vector<unlisted_model> unlisted_now(
    const run_request& request, const prepared_run& prepared, const gathered_candidates& candidates
);

/// What the Hub said in this run of unlisted models, by folded id. Where it has one no more, the
/// evidence of before is put back: it is the last that there will be.
std::map<std::string, hub_word> take_hub_words(
    sized_models& found, const evidence_book& before, const std::vector<unlisted_model>& unlisted
);

/// Gives archived models that are candidates again their evidence of then, where there is none.
void recall_evidence(data_files& own, const candidate_table& staged);

/// Finds archived models that are candidates again under another name, by their commit: a model
/// that is new here, of the same owner or the same name, and alone in ending with that commit. From
/// then on the archived name stands for the present one.
void recall_renames(data_files& own, const candidate_table& staged, const row_table& published);

/// The published rows as they are compared with new ones: under their present names, without the
/// marks of rows that stand on, and with the archived rows of models that are candidates again.
row_table
rows_to_compare(const row_table& published, const data_files& own, const candidate_table& staged);

}  // namespace muster
