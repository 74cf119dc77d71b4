#include "network_state.hpp"

#include "base/clock.hpp"
#include "text/origin.hpp"

#include <boost/algorithm/string/join.hpp>

#include <algorithm>

namespace muster {

namespace {

std::string what_stands_in(network_state state, std::vector<std::string> dates, bool has_records)
{
    const std::string text = state == network_state::missing ? "no network" : "offline";
    if (!has_records)
        return text + ": nothing is recorded here that could stand in";
    if (dates.empty())
        return text + ": using what is recorded here";
    std::sort(dates.begin(), dates.end());
    const auto first = day_of(dates.front());
    const auto last = day_of(dates.back());
    return text + ": using what is recorded (" + first + (last == first ? "" : " to " + last) + ")";
}

// So that a misspelt endpoint is seen to be one.
std::string without_address(const std::vector<std::string>& hosts)
{
    return hosts.empty() ? "" : "; no address for " + boost::join(hosts, ", ");
}

}  // namespace

std::string_view to_string(network_state state) noexcept
{
    switch (state)
    {
        case network_state::there: return "there";
        case network_state::left_out: return "left-out";
        case network_state::missing: return "missing";
    }
    return "there";
}

std::vector<std::string> places_of(const source_plan& plan)
{
    std::vector<std::string> places;
    for (const auto& [name, value] : plan.options)
        // A mirror named in an option takes the place of what the plugin usually asks.
        if (!origin_of(value).empty())
            places.push_back(value);
    return places.empty() ? plan.origins : places;
}

std::vector<std::string> places_of(const std::vector<source_plan>& plans)
{
    std::vector<std::string> places;
    for (const auto& plan : plans)
        for (auto& place : places_of(plan))
            places.push_back(std::move(place));
    return places;
}

bool is_any_stood_in_for(const std::vector<source_report>& sources)
{
    return std::any_of(sources.begin(), sources.end(), [](const auto& source) {
        // Nothing stands in for a source that is switched off by itself.
        return source.used_as != usage::fresh &&
               (source.is_out_of_reach || source.outcome != verdict::disabled);
    });
}

std::vector<std::string> dates_of_stale(const std::vector<source_report>& sources)
{
    std::vector<std::string> dates;
    for (const auto& source : sources)
        if (source.used_as == usage::stale)
            dates.push_back(source.since);
    return dates;
}

void tell_of_network(
    run_events& events,
    network_state state,
    std::vector<std::string> dates,
    const std::vector<std::string>& lost_names,
    bool has_records
)
{
    if (state == network_state::there)
        return;
    const auto sentence =
        what_stands_in(state, std::move(dates), has_records) + without_address(lost_names);
    if (state == network_state::missing)
        // Chosen by --offline it is no cause for concern; otherwise it is.
        events.warn(sentence);
    else
        events.say(sentence);
}

}  // namespace muster
