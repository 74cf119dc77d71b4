#include "lost_dates.hpp"

#include "json/array_of.hpp"

namespace json = boost::json;

namespace muster {

dates_by_source content_dates_in(const json::object& report)
{
    dates_by_source out;
    // The report is ours, but people edit it: what is of another form is passed over.
    for (const auto& one : list_in(report, "sources"))
    {
        const auto* const source = one.if_object();
        if (!source)
            continue;
        auto date = text_in(*source, "content_date");
        if (date.empty())
            // Passed on from report to report until the content has a date again.
            date = text_in(*source, "last_content_date");
        if (!date.empty())
            out[text_in(*source, "name")] = std::move(date);
    }
    return out;
}

void note_lost_dates(std::vector<source_report>& reports, const dates_by_source& earlier)
{
    for (auto& source : reports)
    {
        const auto before = earlier.find(source.name);
        if (before == earlier.end() || !source.content_date.empty())
            continue;
        source.last_content_date = before->second;
        if (answered_whole(source))
            add_reason(
                source.reason,
                "its content has no date any more (the newest was " + before->second +
                    "): its age is not known"
            );
    }
}

}  // namespace muster
