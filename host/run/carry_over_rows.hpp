#pragma once

#include "update_models.hpp"

namespace muster {

/// Adds the published rows that were not made anew and stand on, moves to the archive and takes
/// back from there, and writes what is different from before into the feed. The report is told of
/// each. Moves the rows that were made.
void carry_over_rows(
    const update_material& material,
    published_models& made,
    const sized_models& found,
    run_report& report,
    updated_files& files
);

}  // namespace muster
