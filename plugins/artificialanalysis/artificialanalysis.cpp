// Artificial Analysis measures models. It names them in its own way, by maker and slug.

#include "muster/export_source.hpp"
#include "muster/row_stream.hpp"
#include "muster/source.hpp"

#include <charconv>
#include <string>

namespace {

using namespace muster;

constexpr std::string_view page_member = "page=";

// Which page an address asks for: 1 when it does not say.
std::uint64_t number_of(std::string_view url)
{
    std::uint64_t number = 1;
    auto place = url.find(page_member);
    while (place != std::string_view::npos &&
           (place == 0 || (url[place - 1] != '?' && url[place - 1] != '&')))
        place = url.find(page_member, place + 1);  // "per_page="
    if (place != std::string_view::npos)
        std::from_chars(url.data() + place + page_member.size(), url.data() + url.size(), number);
    return number;
}

class artificialanalysis final : public source
{
public:
    std::vector<request> start(const options& options) const override
    {
        return {{std::string(options.text("url"))}};
    }

    result<void> read(const page& page, const options& options, reading& out) const override
    {
        // An empty page that says that there are more is the end all the same.
        bool has_rows = false;
        row_stream rows("data", [&](row_view& row, std::size_t index) {
            has_rows = true;
            read_row(row, "data[" + std::to_string(index) + "]", out);
        });
        const auto read = rows.take_page(page.body);
        if (read.has_error())
            return read;
        const bool has_more = rows.envelope().part("pagination").is_true("has_more");
        if (has_more)
            out.more_follows();
        if (has_rows && has_more)
        {
            const auto url = options.text("url");
            // The address is an option, and may have a query already.
            const char joint = url.find('?') == std::string_view::npos ? '?' : '&';
            // The service says that there is more, and gives no link to it.
            out.follow(
                {std::string(url) + joint + "page=" + std::to_string(number_of(page.url) + 1)}
            );
        }
        return {};
    }

private:
    static void read_row(row_view& row, const std::string& where, reading& out)
    {
        std::string name(row.text("slug"));
        const auto maker = row.object("model_creator").text("slug");
        // Slugs repeat among makers; with the maker they read as owner/name.
        if (!maker.empty() && !name.empty())
            name.insert(0, std::string(maker) + '/');
        record model;
        model.name = name;
        auto scores = row.object("evaluations");
        // Their own ranking, absent for models that were not measured.
        model.popularity = scores.number("artificial_analysis_intelligence_index");
        // Static: a record refers to its tags.
        static constexpr std::string_view tags[] = {"vendor-index"};
        model.tags = tags;

        if (!row.ok())
            out.reject(where, std::string(row.fault()) + " has the wrong type");
        else if (model.name.empty())
            out.reject(where, "no slug");
        else
            out.add(model);
        out.content_date(row.text("release_date"));
    }
};

}  // namespace

MUSTER_SOURCE(artificialanalysis, R"({
    "name": "artificialanalysis",
    "source": "artificial_analysis",
    "version": "1.0.0",
    "summary": "the Artificial Analysis index, by name; needs a key",
    "content_age": "365d",
    "opt_in": true,
    "names_only": true,
    "origins": ["https://artificialanalysis.ai"],
    "options": [
        {"name": "url", "type": "url",
         "default": "https://artificialanalysis.ai/api/v2/language/models/free",
         "help": "where the list is: keys of paid plans open other addresses"},
        {"name": "api-key", "type": "secret", "env": "ARTIFICIAL_ANALYSIS_API_KEY",
         "receiver": "url", "header": "x-api-key", "prefix": "", "required": true,
         "help": "free, from an account at artificialanalysis.ai"}
    ]
})")
