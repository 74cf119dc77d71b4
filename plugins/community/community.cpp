// A ranking kept by people: models worth tracking, the best first.

#include "muster/export_source.hpp"
#include "muster/hub_id.hpp"
#include "muster/row_stream.hpp"
#include "muster/source.hpp"

#include <string>

namespace {

using namespace muster;

class community final : public source
{
public:
    std::vector<request> start(const options& options) const override
    {
        // The host gets both: a source opens no file itself.
        const std::string place(options.text("file"));
        const bool is_url = place.starts_with("https://") || place.starts_with("http://");
        return {{is_url ? place : "file:" + place}};
    }

    result<void> read(const page& page, const options&, reading& out) const override
    {
        std::size_t ranked = 0;
        const auto counted =
            // Read twice: a row's score may depend on how many there are.
            for_each_row(page.body, "models", [&](row_view&, std::size_t) { ++ranked; });
        if (counted.has_error())
            return counted;
        return for_each_row(page.body, "models", [&](row_view& row, std::size_t rank) {
            read_row(row, rank, ranked, out);
        });
    }

private:
    static void read_row(row_view& row, std::size_t rank, std::size_t ranked, reading& out)
    {
        record model;
        // As it was pasted: a link, with backticks, with a blank behind it.
        const auto id = read_hub_id(row.text("model_id"));
        model.model_id = id.has_value() ? *id : std::string_view();
        // Without a score the place in the list counts: the last one gets 1.
        model.popularity = row.number("score").value_or(static_cast<double>(ranked - rank));
        model.license = row.first_text("license");
        std::vector<std::string_view> tags;
        // People write this file by hand: other elements are skipped rather than refused.
        row.texts("tags", tags);
        tags.push_back("community-ranking");
        model.tags = tags;

        const auto where = "[" + std::to_string(rank) + "]";
        if (!row.ok())
            out.reject(where, std::string(row.fault()) + " has the wrong type");
        else if (!row.has("model_id"))
            out.reject(where, "no model_id");
        else if (model.model_id.empty())
            out.reject(
                where,
                std::string(row.text("model_id")) + ' ' +
                    (id.has_error() ? id.error().where : "links to no model")
            );
        else
            out.add(model);
    }
};

}  // namespace

MUSTER_SOURCE(community, R"({
    "name": "community",
    "source": "community_rankings",
    "version": "1.0.0",
    "summary": "a ranked list kept by hand: a file, or a page with the same content",
    "origins": [],
    "options": [
        {"name": "file", "type": "path", "default": "community_rankings.json",
         "help": "the ranking: a file (the default is in the data directory) or an https URL"},
        {"name": "limit", "type": "int", "default": "0", "max": 10000000,
         "help": "how many models to take; 0 for all"}
    ]
})")
