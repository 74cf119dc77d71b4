#pragma once

#include "base/interruption.hpp"
#include "plan/plan_sources.hpp"
#include "plugin/find_sources.hpp"
#include "run_events.hpp"
#include "settings/settings.hpp"

#include <string>
#include <vector>

namespace muster {

/// Which steps a command takes.
struct run_steps
{
    bool ingests = false;  ///< ask the sources, stage the candidates
    bool updates = false;  ///< stage, catalog and evidence to models.json
};

/// What a run is asked to do, and with what. Everything in it outlives the run.
struct run_request
{
    run_steps steps = {};
    const settings& chosen;
    option_sources options;  ///< where the options of plugins come from
    const std::vector<found_source>& found;
    const interruption& stop;
    run_events& events;
    std::string now = {};  ///< ISO 8601
};

}  // namespace muster
