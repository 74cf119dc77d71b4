#include "known_fates.hpp"

#include "catalog/changes.hpp"
#include "contract/identity.hpp"
#include "data_files.hpp"
#include "files/file_chunks.hpp"
#include "files_for_names.hpp"

#include <boost/json/object.hpp>

namespace muster {

model_fates known_fates(const std::filesystem::path& data)
{
    model_fates out;
    if (const auto own = read_files_for_names(data); own.has_value())
    {
        out.aliases = aliases_of(*own);
        for (const auto& one : own->archive)
            out.archived.insert(fold_id(one.row.model_id));
    }
    const auto feed = text_of_file(data / changes_file_name);
    if (feed.has_error())
        return out;
    for_each_change(*feed, [&out](const boost::json::object& line) {
        const auto* const field = line.if_contains("field");
        const auto* const after = line.if_contains("after");
        const auto* const id = line.if_contains("id");
        // "archived" with nothing after it: the row came back from there.
        if (field && *field == "archived" && after && after->is_null() && id && id->is_string())
            out.returned.insert(fold_id(id->get_string()));
    });
    return out;
}

}  // namespace muster
