#pragma once

#include "staging/merge.hpp"
#include "table/listing.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace muster {

/// Facts of repositories that came with listings (commit, totals, gating), by folded id.
using facts_by_id = std::map<std::string, repository_facts>;

/// Adds the facts of models that have none yet: call it for the most trusted listing first.
void add_facts(const listing& published, facts_by_id& facts);

/// The facts in listings, which are ordered by trust, the most trusted first.
facts_by_id facts_of(const std::vector<listing>& listings);

/// The facts in the snapshots of all sources, the most trusted first: what `update` knows without
/// asking the sources. Snapshots that cannot be read are skipped.
facts_by_id read_saved_facts(const std::filesystem::path& data, const trust_order& trust);

}  // namespace muster
