#pragma once

#include "catalog/row_table.hpp"

#include <span>
#include <string>
#include <vector>

namespace muster {

/// A sentence for each wanted licence that no row has, with the licence that it may be: a slip
/// would look like a catalogue without such models. wanted: classes, of which nothing is said, and
/// licences, in any letter case. Looks at no row where only classes are wanted.
std::vector<std::string> unmet_licenses(std::span<const std::string> wanted, const row_table& rows);

}  // namespace muster
