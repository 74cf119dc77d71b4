#pragma once

#include "plan_sources.hpp"

namespace muster {

/// Checks the options of one source, and adds its plan to the others: to those that are disabled,
/// where a secret that it needs is missing. data: where the curated list is. Fails as
/// plan_sources() does.
result<void> plan_source(
    const found_source& found,
    const option_sources& value_sources,
    const std::filesystem::path& data,
    source_plans& out
);

}  // namespace muster
