#include "parsed_rows.hpp"

#include "contract/identity.hpp"
#include "json/array_of.hpp"

#include <algorithm>

namespace json = boost::json;

namespace muster {

const json::array* list_of(const parsed_files& files, const std::string& name)
{
    const auto found = files.find(name);
    return found == files.end() ? nullptr : found->second.if_array();
}

std::string text_in(const json::value& row, std::string_view key)
{
    return text_in(row.as_object(), key);
}

std::string place_of(std::size_t index) { return '[' + std::to_string(index) + ']'; }

std::set<std::string> ids_in(const parsed_files& files, const std::string& name)
{
    std::set<std::string> ids;
    if (const auto* const rows = list_of(files, name))
        for (const auto& row : *rows)
            ids.insert(fold_id(text_in(row, "model_id")));
    return ids;
}

bool is_any_broken(const parsed_files& files, const std::vector<std::string_view>& names)
{
    return std::ranges::any_of(files, [&names](const auto& file) {
        return file.second.is_null() && std::ranges::any_of(names, [&file](auto name) {
                   return file.first.starts_with(name);
               });
    });
}

}  // namespace muster
