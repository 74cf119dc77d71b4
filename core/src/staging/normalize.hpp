#pragma once

#include "identity/name_evidence.hpp"
#include "muster/failure.hpp"
#include "table/candidate.hpp"
#include "table/candidate_table.hpp"
#include "table/listing.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// A row without a Hub id: the source's name for the model, and the rest of the row.
struct unresolved_row
{
    std::string name = {};
    candidate model = {};  ///< without an id
};

/// One source's rows, ready to be merged.
struct normalized_listing
{
    std::string plugin = {};
    std::string label = {};
    candidate_table candidates = {};
    std::vector<rejection> rejected = {};         ///< rows that the source or normalize() rejected
    std::vector<unresolved_row> unresolved = {};  ///< sorted by name, each once
    std::vector<named_row> named = {};            ///< rows with both a name and an id
};

/// Brings published rows to muster's form: the id without surrounding space, the licence as a
/// lower-case id, tags sorted and without repetition, popularity 0 when none was published. Rows
/// that name no model are rejected.
normalized_listing normalize(const listing& published);

}  // namespace muster
