#pragma once

#include "catalog.hpp"
#include "muster/failure.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// All that is wrong with a catalog, one sentence each, in the order of the file: what read_catalog
/// refuses, models named twice, entries out of order, repeated members, dates that are none.
std::vector<std::string>
check_catalog(std::string_view text, std::string_view file_name = catalog_file_name);

/// An entry with pins given as "field=value" ("layers=36"). Fails with bad_value for what is no
/// field of an entry, given twice, or an impossible value; `where` names it.
result<catalog_entry> make_catalog_entry(std::string model_id, std::span<const std::string> pins);

/// The text of a catalog with one entry more, in its place by id; after the last one where the
/// file is not sorted. Everything else stays byte by byte as a person left it.
///
/// Fails as read_catalog does, and with bad_value when the model has an entry already.
result<std::string> add_to_catalog(
    std::string_view text,
    const catalog_entry& entry,
    std::string_view file_name = catalog_file_name
);

}  // namespace muster
