#include "known_fates.hpp"

#include "catalog/changes.hpp"
#include "contract/identity.hpp"
#include "data_files.hpp"
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
    const auto text = read_file_if_there(data / changes_file_name);
    if (text.has_error() || !*text)
        return out;
    for (const auto& one : read_changes(**text))
    {
        const auto& line = one.get_object();
        const auto* const field = line.if_contains("field");
        const auto* const after = line.if_contains("after");
        const auto* const id = line.if_contains("id");
        if (field && *field == "archived" && after && after->is_null() && id && id->is_string())
            out.returned.insert(fold_id(id->get_string()));
    }
    return out;
}

}  // namespace muster
