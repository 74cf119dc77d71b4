#include "held_changes.hpp"

#include "files/file_io.hpp"
#include "muster/identity.hpp"
#include "muster/json_text.hpp"
#include "muster/rows.hpp"
#include "report/run_report.hpp"

namespace fs = std::filesystem;

namespace muster {

boost::json::array read_held_rows(const fs::path& data)
{
    const auto text = read_file_if_there(data / run_report_file_name);
    if (text.has_error() || !*text)
        return {};
    auto rows = read_rows(**text, "held");
    return rows.has_error() ? boost::json::array() : std::move(rows->list);
}

std::map<std::string, accepted_size> read_held_changes(const fs::path& data)
{
    std::map<std::string, accepted_size> held;
    for (const auto& element : read_held_rows(data))
    {
        row_reader row(element);
        const auto id = row.text("model_id");
        const auto* size = row.object("size");
        if (id.empty() || !size)
            continue;
        row_reader numbers(*size);
        held[fold_id(id)] = {
            numbers.number("params_b"),
            numbers.number("active_params"),
            numbers.number("layers"),
            numbers.number("ctx_len")};
    }
    return held;
}

}  // namespace muster
