#include "failed_runs.hpp"

#include "files/file_io.hpp"
#include "muster/json_text.hpp"
#include "report/run_report.hpp"

#include <boost/json/object.hpp>

namespace muster {

failed_runs read_failed_runs(const std::filesystem::path& data)
{
    failed_runs counts;
    const auto content = read_file_if_there(data / run_report_file_name);
    if (content.has_error() || !*content)
        return counts;
    const auto report = parse_json(**content, run_report_file_name);
    if (report.has_error() || !report->is_object())
        return counts;
    const auto* const told = report->as_object().if_contains("failed_runs");
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
        if (did_well(source))
            counts.erase(source.name);
        else
            counts[source.name] += 1;
    }
}

}  // namespace muster
