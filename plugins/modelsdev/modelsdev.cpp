// models.dev describes models, some of them with links to their weights: Hub ids, where they lead
// to the Hub. A model may have several (another precision is another repository).

#include "muster/export_source.hpp"
#include "muster/hub_id.hpp"
#include "muster/row_stream.hpp"
#include "muster/source.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace {

using namespace muster;

class modelsdev final : public source
{
public:
    std::vector<request> start(const options& options) const override
    {
        return {{std::string(options.text("url"))}};
    }

    result<void> read(const page& page, const options&, reading& out) const override
    {
        row_stream document;
        const auto read = document.take_page(page.body);
        if (read.has_error())
            return read;
        // models.json is an object of models; catalog.json has that object as a member.
        const auto inside = document.envelope().part("models");
        const auto models = inside.is_object() ? inside : document.envelope();
        // An error message is an object, too.
        if (!models.is_object() || models.has("error"))
            return failure{errc::wrong_shape, "the page is not an object of models by id"};
        for (auto& [id, model] : models.members())
            read_model(id, model, out);
        return {};
    }

private:
    static void read_model(std::string_view id, row_view& row, reading& out)
    {
        record model;
        model.name = id;
        model.license = row.first_text("license");
        std::vector<std::string_view> tags{"vendor-index"};
        row.object("modalities").texts("input", tags);
        model.tags = tags;
        const auto links = links_of(row);
        if (!row.ok())
            return out.reject(id, std::string(row.fault()) + " has the wrong type");
        const auto ids = ids_in(links, id, out);
        if (ids.empty())
            out.add(model);
        // One record for each repository: they share the name, and so are known to be one model.
        for (const auto hub_id : ids)
        {
            model.model_id = hub_id;
            out.add(model);
        }
        out.content_date(row.text("last_updated"));
    }

    static std::vector<std::string_view> links_of(row_view& row)
    {
        std::vector<std::string_view> links;
        for (auto& weights : row.parts("weights"))
            links.push_back(weights.text("url"));
        // A few are links without an object around them.
        row.texts("weights", links);
        return links;
    }

    /// The repositories that the links lead to; of a link to the Hub that leads nowhere the report
    /// says so.
    static std::vector<std::string_view>
    ids_in(const std::vector<std::string_view>& links, std::string_view name, reading& out)
    {
        std::vector<std::string_view> ids;
        for (const auto link : links)
        {
            if (!is_hub_link(link))
                continue;
            const auto id = read_hub_id(link);
            if (id.has_error())
                out.reject(name, "its link " + std::string(link) + ' ' + id.error().where);
            // Several files of one repository are linked one by one.
            else if (!id->empty() && std::find(ids.begin(), ids.end(), *id) == ids.end())
                ids.push_back(*id);
        }
        return ids;
    }
};

}  // namespace

MUSTER_SOURCE(modelsdev, R"({
    "name": "modelsdev",
    "source": "models_dev",
    "version": "1.0.0",
    "summary": "the models.dev catalogue, joined to the Hub by links to weights",
    "opt_in": true,
    "content_age": "365d",
    "origins": ["https://models.dev"],
    "options": [
        {"name": "url", "type": "url", "default": "https://models.dev/models.json",
         "help": "where the catalogue is: models.json or catalog.json; api.json tells no weights"
},
        {"name": "limit", "type": "int", "default": "0", "max": 10000000,
         "help": "how many models with a Hub id to take; 0 for all"}
    ]
})")
