#pragma once

#include "fetch/fetch_source.hpp"
#include "muster/candidate.hpp"
#include "muster/last_good.hpp"
#include "muster/merge.hpp"
#include "muster/rank.hpp"
#include "run/plan_sources.hpp"
#include "run/source_report.hpp"

#include <boost/asio/awaitable.hpp>

#include <map>
#include <string>
#include <vector>

namespace muster {

struct ingest_policy
{
    double max_shrink = 0.5;
    bool may_use_stale = true;
    trust_order trust = default_trust();
    staging_order order = staging_order::popularity;
};

/// What the sources gave, before anything is written.
struct ingested
{
    std::vector<candidate> staged = {};
    std::vector<source_report> sources = {};

    /// The Hub's facts of what was listed in this run, by folded id.
    std::map<std::string, repository_facts> facts = {};

    std::vector<last_good> keep = {};  ///< listings to save
    rank_table ranks = {};
};

/// Asks every planned source at once, falls back to last good listings where a source did not do
/// well, then normalizes and merges. Fails only when a last good listing cannot be read for
/// reasons of the disk; one that is damaged counts as absent, and the report says so.
boost::asio::awaitable<result<ingested>>
ingest(const source_plans& sources, const fetch_context& context, ingest_policy policy);

/// data/sources/NAME.json
std::filesystem::path last_good_file(const std::filesystem::path& data, const std::string& plugin);

}  // namespace muster
