#pragma once

#include "catalog/audit.hpp"
#include "catalog/catalog.hpp"
#include "identity/aliases.hpp"
#include "size_models.hpp"

#include <span>
#include <vector>

namespace muster {

/// Holds the pins of a catalog against what was derived, by id. Entries whose id is another one
/// today have moved.
std::vector<audit_finding> audit_catalog(
    std::span<const catalog_entry> catalog, const sized_models& found, const alias_table& aliases
);

}  // namespace muster
