// models.dev describes models, some of them with links to their weights: Hub ids, where they lead
// to the Hub. A model may have several (another precision is another repository).

#include "muster/export_source.hpp"
#include "muster/row_stream.hpp"
#include "muster/source.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace {

using namespace muster;

/// "Qwen/Qwen3-8B" of a link to that repository or into it; empty for any other link.
std::string_view hub_id_of(std::string_view link)
{
    static constexpr std::string_view hub = "https://huggingface.co/";
    static constexpr std::array<std::string_view, 5> other_places = {
        "datasets", "spaces", "collections", "papers", "docs"};
    if (!link.starts_with(hub))
        return {};
    link.remove_prefix(hub.size());
    const auto slash = link.find('/');
    const auto owner = link.substr(0, slash);
    // A link to an owner's page names no repository.
    if (slash == std::string_view::npos ||
        std::find(other_places.begin(), other_places.end(), owner) != other_places.end())
        return {};
    return link.substr(0, link.find_first_of("/?#", slash + 1));
}

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
        const auto ids = weights_of(row);
        if (!row.ok())
            return out.reject(id, std::string(row.fault()) + " has the wrong type");
        if (ids.empty())
            out.add(model);
        // One record for each repository: they share the name, and so are known to be one model.
        for (const auto hub_id : ids)
        {
            model.model_id = hub_id;
            out.add(model);
        }
    }

    static std::vector<std::string_view> weights_of(row_view& row)
    {
        std::vector<std::string_view> ids;
        for (auto& weights : row.parts("weights"))
        {
            const auto id = hub_id_of(weights.text("url"));
            // Several files of one repository are linked one by one.
            if (!id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end())
                ids.push_back(id);
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
    "origins": ["https://models.dev"],
    "options": [
        {"name": "url", "type": "url", "default": "https://models.dev/models.json",
         "help": "where the catalogue is: models.json or catalog.json; api.json tells no weights"
},
        {"name": "limit", "type": "int", "default": "0", "max": 10000000,
         "help": "how many models with a Hub id to take; 0 for all"}
    ]
})")
