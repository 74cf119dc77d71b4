#pragma once

#include "catalog.hpp"
#include "models.hpp"
#include "row_table.hpp"
#include "size/facts/model_size.hpp"
#include "size/unsized_kind.hpp"
#include "table/candidate_table.hpp"
#include "table/parallel_for.hpp"

#include <functional>
#include <optional>
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
    row_table rows = {};                      ///< sorted by id
    std::vector<unsized_model> unsized = {};  ///< sorted by folded id
};

/// What sizing found of a model, by folded id; nothing when it found nothing.
using size_lookup = std::function<std::optional<size_finding>(const std::string& folded_id)>;

/// What happens to rows on their way into an overlay. Members may be empty.
struct row_finish
{
    std::function<void(model_row&)> complete = {};         ///< called on several threads
    std::function<bool(const model_row&)> is_wanted = {};  ///< of the complete row; likewise
    std::function<void(const model_row&)> leave_out = {};  ///< what is not wanted, one by one
    parallel_for over = serial_for;
    row_table rows = {};  ///< an empty one, whose memory those of the overlay share
};

/// Combines staged candidates, their sizes and the catalog into rows.
///
/// A pin beats the derived value, field by field. Catalog entries that no source listed have rows,
/// too, and the catalog's spelling of an id is kept, as pages link to it. A model that lacks one of
/// the five required members is unsized.
///
/// size_of: called on several threads.
overlay_result overlay(
    const candidate_table& staged,
    std::span<const catalog_entry> catalog,
    const size_lookup& size_of,
    row_finish finish = {}
);

}  // namespace muster
