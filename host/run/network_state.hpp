#pragma once

#include "plan/plan_sources.hpp"
#include "run_events.hpp"
#include "source_report.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Whether this run has a network.
enum class network_state
{
    there,
    left_out,  ///< --offline
    missing,   ///< no name of those that were to be asked could be found
};

/// As run_report.json spells it.
std::string_view to_string(network_state state) noexcept;

/// Where a source asks: the URLs of its options, or else its origins. None for one that reads a
/// file.
std::vector<std::string> places_of(const source_plan& plan);

/// Of all of them.
std::vector<std::string> places_of(const std::vector<source_plan>& plans);

/// Whether any source that is not disabled gave no listing of now.
bool is_any_stood_in_for(const std::vector<source_report>& sources);

/// Of the listings that stand in.
std::vector<std::string> dates_of_stale(const std::vector<source_report>& sources);

/// Tells once what a run without a network goes by: "no network: using what is recorded (2026-05-15
/// to 2026-05-17); no address for huggingface.co", or that nothing is. The dates in any order. Says
/// nothing where there is a network.
void tell_of_network(
    run_events& events,
    network_state state,
    std::vector<std::string> dates,
    const std::vector<std::string>& lost_names,
    bool has_records = true
);

}  // namespace muster
