// The Hub's inference router lists models by Hub id, with the providers that serve them.

#include "muster/dates.hpp"
#include "muster/export_source.hpp"
#include "muster/row_stream.hpp"
#include "muster/source.hpp"

#include <algorithm>
#include <string>

namespace {

using namespace muster;

// Providers in error, or still being set up, are listed as well.
bool is_live(row_view provider) { return provider.text("status") == "live"; }

class hfrouter final : public source
{
public:
    std::vector<request> start(const options& options) const override
    {
        return {{std::string(options.text("url"))}};
    }

    result<void> read(const page& page, const options&, reading& out) const override
    {
        return for_each_row(page.body, "data", [&out](row_view& row, std::size_t index) {
            read_row(row, index, out);
        });
    }

private:
    static void read_row(row_view& row, std::size_t index, reading& out)
    {
        record model;
        model.model_id = row.text("id");
        // The order does not matter: tags are sorted when they are staged.
        std::vector<std::string_view> tags{"vendor-index"};
        row.object("architecture").texts("input_modalities", tags);
        model.tags = tags;
        // Read before row.ok(), which tells of all members that were read.
        const auto providers = row.parts("providers");

        const auto where = "data[" + std::to_string(index) + "]";
        if (!row.ok())
            out.reject(where, std::string(row.fault()) + " has the wrong type");
        else if (model.model_id.empty())
            out.reject(where, "no id");
        // A row without a live provider is sound, and says that nobody serves the model now.
        else if (std::any_of(providers.begin(), providers.end(), is_live))
            out.add(model);
        else
            out.skip();
        if (const auto seconds = row.count("created"))
            out.content_date(date_of_seconds(*seconds));
    }
};

}  // namespace

MUSTER_SOURCE(hfrouter, R"({
    "name": "hfrouter",
    "source": "hf_router",
    "version": "1.0.0",
    "summary": "the Hub's inference router: models that a provider serves now",
    "content_age": "365d",
    "opt_in": true,
    "origins": ["https://router.huggingface.co"],
    "options": [
        {"name": "url", "type": "url", "default": "https://router.huggingface.co/v1/models",
         "help": "where the list is"},
        {"name": "limit", "type": "int", "default": "0", "max": 10000000,
         "help": "how many models to take; 0 for all"}
    ]
})")
