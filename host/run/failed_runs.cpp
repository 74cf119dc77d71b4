#include "failed_runs.hpp"

#include "data/last_report.hpp"

#include <boost/json/object.hpp>

namespace muster {

failed_runs read_failed_runs(const std::filesystem::path& data)
{
    failed_runs counts;
    const auto report = read_last_report(data);
    const auto* const told = report.if_contains("failed_runs");
    // The report is ours, but people edit it; what cannot be read counts from 0.
    if (!told || !told->is_object())
        return counts;
    for (const auto& [name, count] : told->as_object())
        if (count.is_int64() && count.as_int64() > 0)
            counts.emplace(name, static_cast<std::uint64_t>(count.as_int64()));
    return counts;
}

void count_run(failed_runs& counts, const std::vector<source_report>& sources)
{
    for (const auto& source : sources)
    {
        // It was not asked: nothing new is known of it.
        if (source.is_out_of_reach)
            continue;
        // Old content is no failure of the run: another try changes nothing.
        if (did_well(source) || source.outcome == verdict::old)
            // Consecutive failures count: one good run ends the row.
            counts.erase(source.name);
        else
            counts[source.name] += 1;
    }
}

}  // namespace muster
