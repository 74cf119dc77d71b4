// OpenRouter publishes the models it routes to, some of them with the Hub id of their weights.

#include "muster/dates.hpp"
#include "muster/export_source.hpp"
#include "muster/row_stream.hpp"
#include "muster/source.hpp"

#include <string>

namespace {

using namespace muster;

// OpenRouter's own choice among models ("openrouter/auto"): it has no weights, and a price that
// depends.
bool is_router(row_view row, std::string_view name)
{
    return name.starts_with("openrouter/") &&
           (row.part("pricing").text("prompt") == "-1" ||
            row.part("architecture").text("tokenizer") == "Router");
}

class openrouter final : public source
{
public:
    std::vector<request> start(const options& options) const override
    {
        return {{std::string(options.text("url"))}};
    }

    result<void> read(const page& page, const options&, reading& out) const override
    {
        // The rows of the member "data"; a page that is a list itself is taken, too.
        row_stream rows("data", [&out](row_view& row, std::size_t index) {
            read_row(row, index, out);
        });
        const auto read = rows.take_page(page.body);
        if (read.has_error())
            return read;
        auto envelope = rows.envelope();
        if (const auto total = envelope.count("total_count"); total || page.total)
            out.expect(total ? *total : *page.total);
        // A gateway in front of the service may pass on some of its rows alone, and say so as other
        // services do.
        if (envelope.is_true("has_more"))
            out.more_follows();
        const auto next = envelope.part("links").text("next");
        // The present list has one page; the contract of the service allows more.
        if (!next.empty())
            out.follow({std::string(next)});
        return {};
    }

private:
    static void read_row(row_view& row, std::size_t index, reading& out)
    {
        record model;
        model.model_id = row.text("hugging_face_id");  // null and "" are common
        model.name = row.text("id");
        std::vector<std::string_view> tags{"vendor-index"};
        row.object("architecture").texts("input_modalities", tags);
        std::string retires = "retires:";
        const auto day = row.text("expiration_date").substr(0, 10);
        // That the ":free" one ends is no end of the model.
        if (!day.empty() && model.name.find(':') == std::string_view::npos)
            tags.push_back(retires += day);
        model.tags = tags;

        const auto where = "data[" + std::to_string(index) + "]";
        if (!row.ok())
            out.reject(where, std::string(row.fault()) + " has the wrong type");
        else if (model.model_id.empty() && model.name.empty())
            out.reject(where, "neither id nor hugging_face_id");
        // "~author/name-latest" is an alias: the row it points to is listed as well.
        else if (model.name.starts_with('~') || (model.model_id.empty() && is_router(row, model.name)))
            out.skip();
        else
            out.add(model);
        if (const auto seconds = row.count("created"))
            out.content_date(date_of_seconds(*seconds));
    }
};

}  // namespace

// A source that not every run should ask says "opt_in": true besides.
MUSTER_SOURCE(openrouter, R"({
    "name": "openrouter",
    "source": "openrouter_index",
    "version": "1.0.0",
    "summary": "the OpenRouter index, joined to the Hub where it names a repository",
    "content_age": "365d",
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
