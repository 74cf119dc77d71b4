#pragma once

#include "catalog.hpp"
#include "models.hpp"
#include "size/facts/model_size.hpp"
#include "table/candidate.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// What sizing found of one model.
struct size_finding
{
    model_size size = {};     ///< complete, or what is known all the same
    std::string reason = {};  ///< why it may not be published; empty when it may
};

/// A model that is not in models.json, and why.
struct unsized_model
{
    std::string model_id = {};
    std::string reason = {};
};

struct overlaid
{
    std::vector<model_row> rows = {};  ///< sorted by id
    std::vector<unsized_model> unsized = {};
};

/// Lays the catalog over the staged candidates and their sizes.
///
/// A pin beats the derived value, field by field. Entries that no source listed are there all the
/// same, and the catalog's spelling of an id is kept: pages link to it. A model without the five
/// required members is unsized.
///
/// size_of is asked with folded ids, and returns null when nothing was found.
overlaid overlay(
    std::span<const candidate> staged,
    std::span<const catalog_entry> catalog,
    const std::function<const size_finding*(const std::string& folded_id)>& size_of
);

}  // namespace muster
