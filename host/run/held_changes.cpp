#include "held_changes.hpp"

#include "contract/identity.hpp"
#include "data/last_report.hpp"
#include "files/file_io.hpp"
#include "json/array_of.hpp"
#include "json/member_reader.hpp"
#include "list_report.hpp"
#include "muster/json_text.hpp"

namespace fs = std::filesystem;
namespace json = boost::json;

namespace muster {

result<json::array> read_held_rows(const fs::path& data)
{
    const auto file = data / held_changes_file_name;
    const auto text = read_file_if_there(file);
    if (text.has_error())
        return text.error();
    if (!*text)
        // Versions before this file had it in the report alone.
        return list_in(read_last_report(data), "held");
    auto rows = read_checked_list(**text, file.string(), [](member_reader& members) {
        members.required_text("model_id");
        members.required_text("reason");
        members.object("size");
        return result<void>();
    });
    if (rows.has_error())
        return failure{
            errc::wrong_shape,
            rows.error().where + "; mend the file, or take it away and run muster update"};
    return rows;
}

std::map<std::string, accepted_size> sizes_of_held(const json::array& rows)
{
    std::map<std::string, accepted_size> held;
    for (const auto& element : rows)
    {
        const std::string place(held_changes_file_name);
        member_reader row(element, place);
        const auto id = row.text("model_id").value_or("");
        const auto* size = row.object("size");
        // Rows come from a report, too, which is not checked as our other files are.
        if (id.empty() || !size)
            continue;
        member_reader numbers(*size, place);
        held[fold_id(id)] = read_accepted_size(numbers);
    }
    return held;
}

void add_held_changes(
    pending_files& files, const fs::path& data, const std::vector<held_change>& held
)
{
    const auto file = data / held_changes_file_name;
    std::error_code ec;
    // An emptied list is written over an older one, and no file is made for nothing.
    if (!held.empty() || fs::exists(file, ec))
        files.add(file, to_json_text(held_to_json(held)));
}

}  // namespace muster
