#pragma once

#include "exit_status.hpp"
#include "settings/settings.hpp"
#include "sources/verdict.hpp"

#include <algorithm>
#include <vector>

namespace muster {

/// What --fail-on makes of what became of the sources; those that are disabled count for nothing.
inline exit_status status_for(const std::vector<verdict>& outcomes, fail_on condition)
{
    const auto disabled = std::count(outcomes.begin(), outcomes.end(), verdict::disabled);
    const auto well = std::count(outcomes.begin(), outcomes.end(), verdict::ok);
    const auto asked = static_cast<std::ptrdiff_t>(outcomes.size()) - disabled;
    const auto failed = asked - well;
    const bool fails = (condition == fail_on::any && failed > 0) ||
                       (condition == fail_on::all && failed > 0 && failed == asked);
    return fails ? exit_status::sources_failed : exit_status::ok;
}

}  // namespace muster
