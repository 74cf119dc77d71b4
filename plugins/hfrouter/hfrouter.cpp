// The Hub's inference router lists models by Hub id, with the providers that serve them.

#include "muster/export_source.hpp"
#include "muster/rows.hpp"
#include "muster/source.hpp"

#include <algorithm>
#include <string>

namespace json = boost::json;

namespace {

using namespace muster;

// Providers in error, or still being set up, are listed as well.
bool is_live(const json::value& provider)
{
    row_reader members{provider};
    return members.text("status") == "live";
}

class hfrouter final : public source
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
        return {};
    }

private:
    static void read_row(const json::value& element, std::size_t index, reading& out)
    {
        row_reader row{element};
        record model;
        model.model_id = row.text("id");
        std::vector<std::string_view> tags{"vendor-index"};
        if (const auto* architecture = row.object("architecture"))
        {
            const auto inputs = row_reader{*architecture}.texts("input_modalities");
            tags.insert(tags.end(), inputs.begin(), inputs.end());
        }
        model.tags = tags;
        const auto* providers = row.list("providers");

        const auto where = "data[" + std::to_string(index) + "]";
        if (!row.ok())
            out.reject(where, std::string(row.fault()) + " has the wrong type");
        else if (model.model_id.empty())
            out.reject(where, "no id");
        else if (providers && std::any_of(providers->begin(), providers->end(), is_live))
            out.add(model);
    }
};

}  // namespace

MUSTER_SOURCE(hfrouter, R"({
    "name": "hfrouter",
    "source": "hf_router",
    "version": "1.0.0",
    "summary": "the Hub's inference router: models that a provider serves now",
    "opt_in": true,
    "origins": ["https://router.huggingface.co"],
    "options": [
        {"name": "url", "type": "url", "default": "https://router.huggingface.co/v1/models",
         "help": "where the list is"},
        {"name": "limit", "type": "int", "default": "0", "max": 10000000,
         "help": "how many models to take; 0 for all"}
    ]
})")
