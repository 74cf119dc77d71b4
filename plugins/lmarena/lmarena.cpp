// LMArena publishes its board as a dataset. A page knows of no other page, so the newest date is
// searched for first, each request asking for what is newer; then the rows of that date are read.

#include "muster/export_source.hpp"
#include "muster/percent_encoding.hpp"
#include "muster/row_stream.hpp"
#include "muster/source.hpp"

#include <algorithm>
#include <string>

namespace {

using namespace muster;

constexpr std::uint64_t page_rows = 100;  // no more are given at once
constexpr std::string_view long_ago = "2000-01-01";
constexpr std::string_view newer_than = "leaderboard_publish_date%22%3E%27";
constexpr std::string_view of_date = "leaderboard_publish_date%22%3D%27";
constexpr std::string_view from_row = "&offset=";

std::string
ask(std::string_view relation, std::string_view date, std::uint64_t row, const options& options)
{
    std::string url(options.text("url"));
    url += url.find('?') == std::string::npos ? '?' : '&';
    url +=
        "dataset=lmarena-ai%2Fleaderboard-dataset&config=" + percent_encoded(options.text("board"));
    // One category, as each model has a row for each.
    url += "&split=latest&where=%22category%22%3D%27overall%27%20AND%20%22";
    url += std::string(relation) + std::string(date) + "%27&length=" + std::to_string(page_rows);
    return url + std::string(from_row) + std::to_string(row);
}

// The ten characters behind a word of an address; empty where the word is not.
std::string_view after(std::string_view word, std::string_view url)
{
    const auto place = url.find(word);
    return place == url.npos ? "" : url.substr(place + word.size(), long_ago.size());
}

// "2026-09-13", also of "2026-09-13T00:00:00"; empty when there is no date that can be asked for.
std::string_view date_of(const row_view& element)
{
    const auto date = element.part("row").text("leaderboard_publish_date");
    const bool is_date = date.substr(0, 10).find_first_not_of("0123456789-") == date.npos;
    return is_date ? date.substr(0, 10) : std::string_view();
}

class lmarena final : public source
{
public:
    std::vector<request> start(const options& options) const override
    {
        return {{ask(newer_than, long_ago, 0, options)}};
    }

    result<void> read(const page& page, const options& options, reading& out) const override
    {
        std::string newest;
        row_stream rows("rows", [&newest](row_view& element, std::size_t) {
            // ISO dates are in order as texts.
            newest = std::max<std::string_view>(newest, date_of(element));
        });
        const auto read = rows.take_page(page.body);
        if (read.has_error())
            return read;
        if (const auto seen = after(newer_than, page.url); !seen.empty())
        {
            // Nothing newer came: the date that was asked from is the newest.
            const auto relation = newest > seen ? newer_than : of_date;
            out.follow({ask(relation, std::max<std::string_view>(newest, seen), 0, options)});
            return {};
        }
        const auto asked = after(of_date, page.url);
        // The address says neither: a page that a person saved, whose newest date counts.
        const auto date = asked.empty() ? std::string_view(newest) : asked;
        out.content_date(date);
        auto envelope = rows.envelope();
        const auto total = envelope.count("num_rows_total");
        if (total)
            out.expect(*total);
        // The server has read a part of the dataset only.
        if (envelope.is_true("partial"))
            out.more_follows();
        const auto again = for_each_row(page.body, "rows", [&](row_view& row, std::size_t index) {
            read_row(row, index, date, out);
        });

        // The '0' makes a number of no digits 0.
        const auto next = std::stoull('0' + std::string(after(from_row, page.url))) + page_rows;
        if (!asked.empty() && next < total.value_or(0))
            out.follow({ask(of_date, asked, next, options)});
        return again;
    }

private:
    static void read_row(row_view& element, std::size_t index, std::string_view date, reading& out)
    {
        auto row = element.object("row");
        const bool is_other = row.text("category") != "overall" || date_of(element) != date;
        // Other categories and dates are no faults: a filter that a mirror ignores lets them
        // through.
        if (row.is_object() && is_other)
            return out.skip();
        const auto label = row.text("model_name");
        auto name = std::string(row.text("organization"));
        // owner/name, as names are compared elsewhere.
        name.append(name.empty() ? "" : "/").append(label);
        record model;
        model.name = name;
        model.license = row.text("license");
        model.popularity = row.number("rating");
        static constexpr std::string_view tags[] = {"community-ranking"};
        model.tags = tags;

        const auto where = "rows[" + std::to_string(index) + "].row";
        const auto fault = element.ok() ? row.fault() : element.fault();
        if (fault.empty() && !label.empty())
            return out.add(model);
        out.reject(
            where, fault.empty() ? "no model_name" : std::string(fault) + " has the wrong type"
        );
    }
};

}  // namespace

MUSTER_SOURCE(lmarena, R"({
    "name": "lmarena", "source": "lmarena_board",
    "version": "1.0.0", "opt_in": true, "names_only": true, "content_age": "180d",
    "summary": "the LMArena board of its newest date, by name",
    "origins": ["https://datasets-server.huggingface.co"],
    "options": [
        {"name": "url", "type": "url", "default": "https://datasets-server.huggingface.co/filter",
         "help": "where rows of a dataset can be asked for"},
        {"name": "board", "type": "string", "default": "text", "help": "text, vision, webdev, ..."}
    ]
})")
