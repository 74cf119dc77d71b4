#pragma once

#include <optional>
#include <string>
#include <vector>

namespace muster {

/// A model that sources list: which it is, and where that was said. Never a size: what a record
/// says of its repository (commit, totals) stays in the rows of the listing, and reaches sizing
/// beside the candidates as facts_by_id (host/data/saved_facts.hpp).
///
/// normalize() makes one of each row of a listing; of a row with a name alone, an unresolved_row.
/// identify() finds an id for some of those, and merge() leaves one candidate a model
/// (core/src/staging/). A candidate_table holds them packed, and is written as the staging file.
struct candidate
{
    /// "owner/name" as spelled by the most trusted source; empty only before identify().
    std::string model_id = {};

    std::optional<std::string> license = {};  ///< lower-case id; absent when not known

    /// The labels of all sources that listed it, sorted, each once: what their descriptors call
    /// `source` ("huggingface_hub"), and not the plugins' names ("hub").
    std::vector<std::string> sources = {};

    /// Downloads or a ranking where there is one, else 0: the largest of all sources. Higher is
    /// better, and no more than that, as each source has a unit of its own.
    double popularity_score = 0;

    std::vector<std::string> tags = {};  ///< sorted, each once

    friend bool operator==(const candidate&, const candidate&) = default;
};

/// What was published as popularity, as candidates have it: 0 for none, and for what is no number
/// or below 0.
double popularity_score(const std::optional<double>& published) noexcept;

}  // namespace muster
