#pragma once

#include "muster/candidate.hpp"
#include "muster/failure.hpp"
#include "muster/listing.hpp"
#include "muster/name_evidence.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// A published row in muster's form: the id without surrounding space, the licence as a lower-case
/// id, tags sorted and without repetition, popularity 0 when none was published.
///
/// Fails with bad_id when the row does not name a model.
result<candidate> normalize(const listed_model& row, std::string_view label);

/// A licence as the Hub spells its ids: lower case over [a-z0-9.+_-]. Nothing for "unknown" and
/// for free text.
std::optional<std::string> normalize_license(std::string_view published);

/// A row without a Hub id: what the source calls it, and the rest of what it said.
struct unresolved_row
{
    std::string name = {};
    candidate model = {};  ///< without an id
};

/// What one source offers to the merge.
struct normalized_listing
{
    std::string plugin = {};
    std::string label = {};
    std::vector<candidate> candidates = {};
    std::vector<rejection> rejected = {};         ///< rows of the source and ids refused here
    std::vector<unresolved_row> unresolved = {};  ///< sorted by name, each once
    std::vector<named_row> named = {};            ///< rows that tell a name and an id

    /// Ids of repositories that the source itself looked into: it tells facts of them.
    std::vector<std::string> seen = {};
};

normalized_listing normalize(const listing& published);

}  // namespace muster
