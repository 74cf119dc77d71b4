#pragma once

#include "sources/listing_snapshot.hpp"
#include "staging/stage.hpp"

#include <string>

namespace muster::test {

/// The file of a snapshot in one text.
inline std::string write_snapshot(const listing_snapshot& saved)
{
    return snapshot_text(saved).whole();
}

/// The staging file in one text.
inline std::string write_stage(const candidate_table& candidates)
{
    return staging_text(candidates).whole();
}

}  // namespace muster::test
