#pragma once

#include "files/pending_files.hpp"
#include "ingest.hpp"
#include "prepare_run.hpp"
#include "run_report.hpp"
#include "run_request.hpp"

namespace muster {

/// Adds builds.json and names.json, as the listings of this run have them, and tells the report.
void add_names_and_builds(
    pending_files& files,
    const run_request& request,
    const prepared_run& prepared,
    const ingest_result& ingested,
    run_report& report
);

}  // namespace muster
