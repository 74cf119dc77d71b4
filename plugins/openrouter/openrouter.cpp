// OpenRouter publishes the models it routes to, some of them with the Hub id of their weights.

#include "muster/export_source.hpp"
#include "muster/rows.hpp"
#include "muster/source.hpp"

#include <string>

namespace json = boost::json;

namespace {

using namespace muster;

class openrouter final : public source
{
public:
    std::vector<request> start(const options& options) const override
    {
        return {{std::string(options.text("url"))}};
    }

    result<void> read(const page& page, const options&, reading& out) const override
    {
        const auto rows = read_rows(page.body, "data");
        if (rows.has_error())
            return rows.error();
        std::size_t index = 0;
        for (const auto& element : rows->list)
            read_row(element, index++, out);
        follow_next(rows->envelope, out);
        return {};
    }

private:
    static void read_row(const json::value& element, std::size_t index, reading& out)
    {
        row_reader row{element};
        record model;
        model.model_id = row.text("hugging_face_id");  // null and "" are common
        model.name = row.text("id");
        std::vector<std::string_view> tags{"vendor-index"};
        if (const auto* architecture = row.object("architecture"))
        {
            row_reader members{*architecture};
            for (const auto modality : members.texts("input_modalities"))
                tags.push_back(modality);
        }
        model.tags = tags;

        const auto where = "data[" + std::to_string(index) + "]";
        if (!row.ok())
            out.reject(where, std::string(row.fault()) + " has the wrong type");
        else if (model.model_id.empty() && model.name.empty())
            out.reject(where, "neither id nor hugging_face_id");
        else if (!model.name.starts_with('~'))  // an alias: the row it points to is listed as well
            out.add(model);
    }

    static void follow_next(const json::object& envelope, reading& out)
    {
        row_reader members{envelope};
        const auto* links = members.object("links");
        if (!links)
            return;
        const auto next = row_reader{*links}.text("next");
        if (!next.empty())
            out.follow({std::string(next)});
    }
};

}  // namespace

MUSTER_SOURCE(openrouter, R"({
    "name": "openrouter",
    "source": "openrouter_index",
    "version": "1.0.0",
    "summary": "the OpenRouter index, joined to the Hub where it names a repository",
    "origins": ["https://openrouter.ai"],
    "options": [
        {"name": "url", "type": "url", "default": "https://openrouter.ai/api/v1/models",
         "help": "where the index is"},
        {"name": "api-key", "type": "secret", "env": "OPENROUTER_API_KEY", "receiver": "url",
         "help": "not needed for the index"},
        {"name": "limit", "type": "int", "default": "0", "max": 10000000,
         "help": "how many models with a Hub id to take; 0 for all"}
    ]
})")
