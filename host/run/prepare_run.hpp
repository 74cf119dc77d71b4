#pragma once

#include "data/data_files.hpp"
#include "data/data_lock.hpp"
#include "data/saved_facts.hpp"
#include "dropped_questions.hpp"
#include "lost_dates.hpp"
#include "network_state.hpp"
#include "plan/plan_sources.hpp"
#include "run_report.hpp"
#include "run_request.hpp"
#include "table/candidate.hpp"

#include <optional>
#include <vector>

namespace muster {

/// What a run begins with: all that is read before anything is asked.
struct prepared_run
{
    source_plans sources = {};
    hub_access hub = {};
    std::optional<data_lock> lock = {};  ///< held for as long as the run lives
    data_files own = {};
    network_state network = network_state::there;

    /// Of a run that asks no source: what was staged before, and what the last listings say of it.
    std::vector<candidate> staged = {};
    facts_by_id facts = {};

    std::vector<model_row> published = {};    ///< models.json as it is
    std::string last_day = {};                ///< of the run before; empty where not known
    questions_by_source asked_before = {};    ///< in that run
    dates_by_source content_dates = {};       ///< of the sources up to then
    bool are_rows_known = true;               ///< false where it cannot be read
    std::optional<std::string> changes = {};  ///< changes.jsonl; nothing before the first rows
    run_report report = {};                   ///< with what the runs before left
};

/// Reads the settings of the sources, starts the data directory where there is none, locks it and
/// reads it. Fails on wrong usage and on files that cannot be read; `where` is a sentence.
result<prepared_run> prepare_run(const run_request& request);

}  // namespace muster
