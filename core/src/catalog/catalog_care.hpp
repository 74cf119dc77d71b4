#pragma once

#include "catalog.hpp"
#include "muster/failure.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Everything that is wrong with a catalog, one sentence each, in the order of the file: what
/// read_catalog() refuses, models that occur twice, entries out of order, repeated members, invalid
/// dates.
std::vector<std::string>
check_catalog(std::string_view text, std::string_view file_name = catalog_file_name);

/// An entry with pins "field=value" ("layers=36"). Fails with bad_value when a field does not
/// exist, is given twice or has an invalid value; `where` names it.
result<catalog_entry> make_catalog_entry(std::string model_id, std::span<const std::string> pins);

/// The text of a catalog with one more entry: at its place by id, or at the end of a file that is
/// not sorted. All other bytes stay as a person left them.
///
/// Fails as read_catalog() does, and with bad_value when the model already has an entry.
result<std::string> add_to_catalog(
    std::string_view text,
    const catalog_entry& entry,
    std::string_view file_name = catalog_file_name
);

}  // namespace muster
