#pragma once

#include "catalog/audit.hpp"
#include "catalog/hold.hpp"
#include "catalog/overlay.hpp"
#include "failed_runs.hpp"
#include "network_state.hpp"
#include "source_report.hpp"
#include "staging/license_finding.hpp"
#include "staging/lineage.hpp"
#include "staging/list_policy.hpp"
#include "staging/rank.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace muster {

/// How many of the first staged models the report ranks: a listing may have the whole Hub.
inline constexpr std::size_t ranks_listed_limit = 10'000;

/// Where the sources place a staged model.
struct ranked_model
{
    std::string model_id = {};
    ranks_by_source ranks = {};
};

/// Of the first staged models, those that some source ranks.
std::vector<ranked_model> ranks_of(const candidate_table& staged, const rank_table& ranks);

/// What a run did: data/run_report.json, and the summary.
struct run_report
{
    std::string command = {};
    std::string date = {};  ///< ISO 8601
    bool was_interrupted = false;
    network_state network = network_state::there;
    std::vector<source_report> sources = {};
    muster::failed_runs failed_runs = {};  ///< this one included

    /// Counts of the steps, by name ("staged", "sized", "evidence_requests").
    std::map<std::string, std::uint64_t> steps = {};
    std::string evidence_since = {};  ///< the oldest that could not be renewed; else empty
    std::vector<unsized_model> unsized = {};
    std::vector<audit_finding> disagreements = {};  ///< pins that the evidence contradicts
    std::vector<inferred_id> inferred = {};
    std::vector<held_change> held = {};

    /// What the run before held, as long as this one did not come to judge changes itself.
    boost::json::array still_held = {};

    /// The report of the run before, where this one asks no source: its findings about listings and
    /// the staging file are still true.
    boost::json::object before = {};
    std::vector<left_model> left = {};        ///< by policy
    std::vector<left_variant> variants = {};  ///< that are no rows
    std::vector<std::string> rejected = {};   ///< ids that a person rejected
    license_findings licenses = {};           ///< by folded id
    boost::json::array unlisted = {};         ///< published, though no source lists them any more
    boost::json::array archived = {};         ///< in this run, after their time of grace
    boost::json::array back = {};             ///< from the archive
    boost::json::array doubtful_builds = {};  ///< by their tags, and by their names not
    std::vector<std::string> notes = {};      ///< sentences worth a person's look
    std::vector<ranked_model> ranks = {};     ///< in the order of the staging file
};

boost::json::object to_json(const run_report& report);

boost::json::object to_json(const audit_finding& finding);

}  // namespace muster
