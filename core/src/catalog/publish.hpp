#pragma once

#include "hold.hpp"
#include "identity/aliases.hpp"
#include "staging/license_finding.hpp"
#include "staging/list_policy.hpp"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace muster {

/// Staged candidates under the names that the catalog keeps: pages link to those.
struct catalog_names
{
    std::vector<candidate> staged = {};

    /// By folded name in the catalog: the id of today as spelled, where they differ.
    std::map<std::string, std::string> today = {};

    /// The folded id under which a model is staged and sized.
    std::string today_of(const std::string& folded_id) const;
};

/// A candidate that has moved since the catalog named it takes the catalog's name; one that the
/// catalog has under both names keeps its own.
catalog_names name_as_catalog(
    std::vector<candidate> staged,
    std::span<const catalog_entry> catalog,
    const alias_table& aliases
);

/// What decides on rows of models.json, apart from sizes.
struct publish_rules
{
    std::span<const catalog_entry> catalog = {};
    std::span<const model_row> before = {};  ///< models.json as it is
    const decision_table* decisions = nullptr;
    const list_policy* policy = nullptr;
    const license_findings* licenses = nullptr;
};

struct published_models
{
    std::vector<model_row> rows = {};  ///< sorted by id
    std::vector<unsized_model> unsized = {};
    std::vector<held_change> held = {};
    std::vector<left_model> left = {};       ///< by policy, sorted by id
    std::vector<std::string> rejected = {};  ///< ids that a person rejected, sorted
};

/// From candidates and sizes to rows: without what was rejected and what the policy leaves out
/// (what the catalog names or a person accepted stays), licences inherited where none is declared,
/// and changes that are hard to believe held.
///
/// size_of is asked with folded ids of today.
published_models publish(
    const catalog_names& names,
    const publish_rules& rules,
    const std::function<const size_finding*(const std::string& folded_id)>& size_of
);

}  // namespace muster
