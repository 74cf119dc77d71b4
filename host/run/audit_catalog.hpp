#pragma once

#include "catalog/audit.hpp"
#include "catalog/catalog.hpp"
#include "catalog/publish.hpp"
#include "size_models.hpp"

#include <span>
#include <vector>

namespace muster {

/// Holds the pins of a catalog against what was derived. In the order of the catalog. Entries that
/// stand for a candidate of another name have moved.
std::vector<audit_finding> audit_catalog(
    std::span<const catalog_entry> catalog,
    const sized_models& found,
    const catalog_names& names = {}
);

}  // namespace muster
