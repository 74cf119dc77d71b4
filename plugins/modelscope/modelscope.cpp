// ModelScope is a hub of its own. Its ids look like Hub ids and often are the same, but not always
// (LLM-Research/Meta-Llama-3-8B), so that here they are names, and which Hub model is meant is
// decided elsewhere.

#include "muster/dates.hpp"
#include "muster/export_source.hpp"
#include "muster/percent_encoding.hpp"
#include "muster/row_stream.hpp"
#include "muster/source.hpp"

#include <algorithm>
#include <string>

namespace {

using namespace muster;

// ModelScope gives no more rows on a page, and no row past this one.
constexpr std::uint64_t page_rows = 50;
constexpr std::uint64_t reachable_rows = 3000;

class modelscope final : public source
{
public:
    std::vector<request> start(const options& options) const override
    {
        return {page_of(1, options)};
    }

    result<void> read(const page& page, const options& options, reading& out) const override
    {
        row_stream document;
        const auto read = document.take_page(page.body);
        if (read.has_error())
            return read;
        auto data = document.envelope().part("data");
        auto models = data.parts("models");
        if (!data.has("models") || !data.ok())
            return failure{
                errc::wrong_shape,
                "the page has no data.models: " + std::string(document.envelope().text("message"))};
        for (std::size_t i = 0; i < models.size(); ++i)
            read_row(models[i], "data.models[" + std::to_string(i) + "]", options, out);
        follow_next(data, options, !models.empty(), out);
        return {};
    }

private:
    static request page_of(std::uint64_t number, const options& options)
    {
        std::string url(options.text("url"));
        url += url.find('?') == std::string::npos ? '?' : '&';
        url += "filter.task=" + percent_encoded(options.text("task"));
        url += "&sort=downloads&page_size=" + std::to_string(page_rows);
        return {url + "&page_number=" + std::to_string(number)};
    }

    static void follow_next(row_view data, const options& options, bool has_rows, reading& out)
    {
        // Without a number nothing follows: better a short list than an endless one.
        const auto number = data.count("page_number").value_or(reachable_rows);
        // What the service has beyond it cannot be promised: it is out of reach.
        const auto wanted = std::min(options.count("top"), reachable_rows);
        const auto total = data.count("total_count");
        const auto last = std::min(wanted, total.value_or(wanted));
        if (total)
            out.expect(last);
        // An empty page is the end, whatever the total says.
        if (has_rows && number < last && number * page_rows < last)
            out.follow(page_of(number + 1, options));
    }

    static void read_row(row_view& row, std::string where, const options& options, reading& out)
    {
        record model;
        model.name = row.text("id");
        model.popularity = row.number("downloads");
        model.license = row.first_text("license");
        // A listing, not a vendor's offer: anybody may have put the model there.
        static constexpr std::string_view tags[] = {"hub-listing"};
        model.tags = tags;
        std::vector<std::string_view> tasks;
        row.texts("tasks", tasks);
        const bool is_asked_for =
            // The filter of the service is loose, and lists models of other tasks as well.
            tasks.empty() ||
            std::find(tasks.begin(), tasks.end(), options.text("task")) != tasks.end();

        if (!row.ok())
            out.reject(where, std::string(row.fault()) + " has the wrong type");
        else if (model.name.empty())
            out.reject(where, "no id");
        else if (is_asked_for)
            out.add(model);
        else
            out.skip();
        if (const auto seconds = row.count("created_at"))
            out.content_date(date_of_seconds(*seconds));
    }
};

}  // namespace

MUSTER_SOURCE(modelscope, R"({
    "name": "modelscope",
    "source": "modelscope_hub",
    "version": "1.0.0",
    "summary": "ModelScope: models of one task by name, most downloaded first",
    "content_age": "365d",
    "opt_in": true,
    "names_only": true,
    "origins": ["https://modelscope.cn"],
    "options": [
        {"name": "url", "type": "url", "default": "https://modelscope.cn/openapi/v1/models",
         "help": "where the listing is"},
        {"name": "task", "type": "string", "default": "text-generation",
         "help": "task of the models to list"},
        {"name": "top", "type": "int", "default": "500", "min": 1, "max": 3000, "narrows": true,
         "help": "how many models to list, in pages of 50"}
    ]
})")
