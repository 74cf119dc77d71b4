#pragma once

#include "candidate_table.hpp"

#include <span>
#include <string>

namespace muster {

/// Gives ids the spelling of a table that has them, letter case aside: cards and vendors spell ids
/// as they like. Linear in the table.
void spell_as_listed(std::span<std::string* const> ids, const candidate_table& listed);

}  // namespace muster
