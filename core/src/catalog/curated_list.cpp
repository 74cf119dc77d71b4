#include "curated_list.hpp"

#include "json/list_text.hpp"
#include "json/member_reader.hpp"
#include "muster/hub_id.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>

namespace json = boost::json;

namespace muster {

result<std::vector<std::string>> read_curated_ids(std::string_view text, std::string_view file_name)
{
    const auto document = parse_json(text, file_name);
    if (document.has_error())
        return document.error();
    if (!document->is_array())
        return failure{errc::wrong_shape, std::string(file_name) + ": not a JSON list"};
    std::vector<std::string> ids;
    for (const auto& element : document->get_array())
    {
        member_reader members(
            element, std::string(file_name) + ": [" + std::to_string(ids.size()) + "]"
        );
        const auto written = members.required_text("model_id");
        if (!members.ok())
            return members.to_failure();
        // What is no id costs the source this row, and is no reason to keep others from the list.
        const auto id = read_hub_id(written);
        ids.emplace_back(id.has_value() ? *id : std::string_view(written));
    }
    return ids;
}

result<std::string> add_to_curated(
    std::string_view text,
    std::string_view model_id,
    std::string_view why,
    std::string_view file_name
)
{
    const auto ids = read_curated_ids(text, file_name);
    if (ids.has_error())
        return ids.error();
    json::object entry{{"model_id", model_id}};
    if (!why.empty())
        entry["why"] = why;
    // There is no text to preserve.
    return ids->empty() ? to_json_text(json::array{entry}) : with_element(text, ids->size(), entry);
}

}  // namespace muster
