#pragma once

#include "data/saved_facts.hpp"
#include "ingest.hpp"
#include "network_for.hpp"
#include "prepare_run.hpp"
#include "run_report.hpp"
#include "run_request.hpp"
#include "table/candidate_table.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>

namespace muster {

/// The candidates of a run.
struct gathered_candidates
{
    candidate_table staged = {};
    facts_by_id facts = {};  ///< what listings say of their repositories, where sizes are made

    /// What the sources gave, where the staging file is made anew from it; nothing where it stays
    /// as it is.
    std::optional<ingest_result> ingested = {};

    /// False where no source gave anything and nothing was staged before: then models.json would
    /// lose what it has.
    bool are_known = true;
};

/// Asks the sources and stages what they give. Where none gives anything (and --no-stale was not
/// said), what was staged before is read again.
boost::asio::awaitable<result<gathered_candidates>> gather_candidates(
    const run_request& request,
    network_for& network,
    const prepared_run& prepared,
    run_report& report
);

/// What was staged, as it is when no source is asked.
gathered_candidates candidates_as_staged(prepared_run& prepared);

/// Stages the candidates once more, with more known of their names. Needs `ingested`.
void stage_again(
    const run_request& request, const data_files& own, gathered_candidates& into, run_report& report
);

}  // namespace muster
