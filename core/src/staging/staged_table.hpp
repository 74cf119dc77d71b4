#pragma once

#include "json/long_list.hpp"
#include "muster/failure.hpp"
#include "table/candidate_table.hpp"

namespace muster {

/// Reads a staging file into a table that takes little memory, in the order of the file. Fails as
/// read_stage() does.
result<candidate_table> read_staged_table(const long_list& file);

}  // namespace muster
