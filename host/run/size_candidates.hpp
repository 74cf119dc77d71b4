#pragma once

#include "gather_candidates.hpp"
#include "prepare_run.hpp"
#include "update_models.hpp"

namespace muster {

/// Sizes the candidates and the catalog's models, and makes the files of an update. Where the Hub
/// answers under names that were not known before, candidates are named and staged again, so that
/// the next run would change nothing.
boost::asio::awaitable<updated_files> size_candidates(
    const run_request& request,
    network_for& network,
    prepared_run& prepared,
    gathered_candidates& candidates,
    run_report& report
);

}  // namespace muster
