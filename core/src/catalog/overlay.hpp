#pragma once

#include "catalog.hpp"
#include "models.hpp"
#include "size/facts/model_size.hpp"
#include "size/unsized_kind.hpp"
#include "table/candidate_table.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The result of sizing one model.
struct size_finding
{
    model_size size = {};     ///< complete, or the part that is known
    std::string reason = {};  ///< why it must not be published; empty if it may
    unsized_kind kind = unsized_kind::incomplete;  ///< of the reason
};

/// A model that has no row in models.json, and why.
struct unsized_model
{
    std::string model_id = {};
    std::string reason = {};
    unsized_kind kind = unsized_kind::incomplete;
};

struct overlay_result
{
    std::vector<model_row> rows = {};  ///< sorted by id
    std::vector<unsized_model> unsized = {};
};

/// Combines staged candidates, their sizes and the catalog into rows.
///
/// A pin beats the derived value, field by field. Catalog entries that no source listed have rows,
/// too, and the catalog's spelling of an id is kept, as pages link to it. A model that lacks one of
/// the five required members is unsized.
///
/// size_of: called with folded ids; returns null when nothing was found. Its result must outlive
/// the call.
overlay_result overlay(
    const candidate_table& staged,
    std::span<const catalog_entry> catalog,
    const std::function<const size_finding*(const std::string& folded_id)>& size_of
);

}  // namespace muster
