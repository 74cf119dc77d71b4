#pragma once

#include "base/threaded_for.hpp"
#include "catalog/decisions.hpp"
#include "data/data_files.hpp"
#include "fetch/fetch_source.hpp"
#include "plan/plan_sources.hpp"
#include "source_report.hpp"
#include "sources/coverage.hpp"
#include "sources/listing_snapshot.hpp"
#include "staging/identify.hpp"
#include "staging/license_finding.hpp"
#include "staging/lineage.hpp"
#include "staging/list_policy.hpp"
#include "staging/merge.hpp"
#include "staging/rank.hpp"
#include "table/candidate_table.hpp"
#include "table/parallel_for.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster {

struct ingest_policy
{
    double max_shrink = 0.5;
    bool may_use_stale = true;
    std::optional<std::chrono::milliseconds> content_age = {};  ///< absent: what a source says

    /// By source and the words of its question, which are empty of the usual one.
    std::map<std::pair<std::string, std::string>, accepted_listing> accepted = {};
    trust_order trust = default_trust();
    alias_table aliases = {};
    std::vector<std::string_view> hub_ids = {};  ///< that the Hub has, beside the listings

    /// Of a model of which no listing gives one; empty where none is known.
    std::function<std::string(std::string_view model_id)> hub_license_of = {};
    decision_table decisions = {};
    list_policy list = {};
    variants_mode variants = variants_mode::keep;
    staging_order order = staging_order::popularity;
    parallel_for over = threaded_for;  ///< what it throws ends the ingest
};

/// What was chosen, and what people keep beside the data, which must outlive it.
ingest_policy ingest_policy_for(const settings& chosen, const data_files& own);

/// What the sources gave, before anything is written.
struct ingest_result
{
    candidate_table staged = {};
    std::vector<source_report> sources = {};

    /// The listings used, the most trusted first: their rows have the facts of repositories.
    std::vector<listing> used = {};

    std::vector<listing_snapshot> keep = {};     ///< listings to save
    std::vector<source_coverage> coverage = {};  ///< what it means that a source lacks a model

    /// The listings before rows were identified, and the ids that sources gave for their names
    /// earlier.
    std::vector<normalized_listing> listings = {};
    std::map<std::string, id_history> id_histories = {};

    std::vector<inferred_id> inferred = {};
    license_findings licenses = {};
    std::vector<left_variant> variants = {};  ///< that are no rows
    std::vector<left_model> left = {};        ///< by policy, from the staging file
    std::vector<std::string> rejected = {};   ///< ids that a person rejected, sorted
    rank_table ranks = {};                    ///< of what the report ranks
    std::vector<std::string> warnings = {};   ///< sentences about damaged files and plugins
};

/// Asks every planned source at once, falls back to the last good listing of a source that
/// failed, then normalizes and merges. Fails only when the disk fails while a last good listing is
/// read; a damaged one counts as absent, and the report says so.
boost::asio::awaitable<result<ingest_result>>
ingest(const source_plans& sources, const fetch_context& context, ingest_policy policy);

source_report report_of(const disabled_source& disabled);

}  // namespace muster
