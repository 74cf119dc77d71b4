#pragma once

#include "staging/merge.hpp"
#include "table/listing.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace muster {

/// What repositories say of themselves, by folded id.
using facts_by_id = std::map<std::string, repository_facts>;

/// Adds the facts of models that have none yet.
void add_facts(const listing& published, facts_by_id& facts);

/// The facts that listings tell, the most trusted first.
facts_by_id facts_of(const std::vector<listing>& listings);

/// The facts of models as the last good listings of all sources tell them, the most trusted first:
/// what `update` knows without asking the sources. Listings that cannot be read tell nothing.
facts_by_id read_kept_facts(const std::filesystem::path& data, const trust_order& trust);

}  // namespace muster
