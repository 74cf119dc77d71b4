#pragma once

#include "hold.hpp"
#include "identity/aliases.hpp"
#include "staging/license_finding.hpp"
#include "staging/list_policy.hpp"
#include "table/parallel_for.hpp"

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace muster {

/// Staged candidates under the catalog's names, which pages link to.
struct catalog_names
{
    candidate_table staged = {};

    /// By folded name in the catalog: the present id as spelled, where the two differ.
    std::map<std::string, std::string> today = {};

    /// The folded id under which a model is staged and sized.
    std::string canonical_id_of(const std::string& folded_id) const;
};

/// Gives a candidate that was renamed since the catalog was written the catalog's name. One that
/// the catalog has under both names keeps its own.
catalog_names name_as_catalog(
    candidate_table staged, std::span<const catalog_entry> catalog, const alias_table& aliases
);

/// What decides on the rows of models.json besides sizes. Pointers must not be null and, like the
/// spans, must outlive the call.
struct publish_rules
{
    std::span<const catalog_entry> catalog = {};
    row_table before = {};  ///< the present models.json
    const decision_table* decisions = nullptr;
    const list_policy* policy = nullptr;
    const license_findings* licenses = nullptr;

    /// Classes and licences: rows of others are left out, but for those of the catalog and accepted
    /// ones. Empty: none is left out.
    std::span<const std::string> wanted_licenses = {};

    /// By folded present id, what the Hub declares, or an empty text: for entries that no source
    /// lists.
    std::function<std::string(const std::string& folded_id)> hub_license_of = {};

    parallel_for over = serial_for;
};

struct published_models
{
    row_table rows = {};  ///< sorted by id; they share memory with those of before
    std::vector<unsized_model> unsized = {};
    std::vector<held_change> held = {};
    std::vector<left_model> left = {};       ///< by policy, sorted by id
    std::vector<std::string> rejected = {};  ///< ids that a decision rejects, sorted
};

/// Makes the rows of models.json from candidates and sizes: without models that were rejected or
/// that the policy leaves out (those of the catalog and accepted ones stay), with inherited
/// licences where none is declared, and with implausible changes held.
///
/// size_of: as for overlay(), called with folded present ids.
published_models
publish(const catalog_names& names, const publish_rules& rules, const size_lookup& size_of);

}  // namespace muster
