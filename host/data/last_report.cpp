#include "last_report.hpp"

#include "files/file_io.hpp"
#include "muster/json_text.hpp"

namespace muster {

boost::json::object read_last_report(const std::filesystem::path& data)
{
    const auto text = read_file_if_there(data / run_report_file_name);
    // Nothing depends on it: a damaged report is as good as none.
    if (text.has_error() || !*text)
        return {};
    auto report = parse_json(**text, run_report_file_name);
    if (report.has_error() || !report->is_object())
        return {};
    return std::move(report->get_object());
}

}  // namespace muster
