// The Hugging Face Hub lists models page by page: of a task, most downloaded first or in another
// order; of an owner; or one by one by their ids.

#include "muster/export_source.hpp"
#include "muster/license.hpp"
#include "muster/percent_encoding.hpp"
#include "muster/row_stream.hpp"
#include "muster/source.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace muster;

// The Hub does not give more rows than this on a page.
constexpr std::uint64_t page_rows_limit = 1000;

// Authors write cards by hand: what is odd there costs the member and not the row, so that cards
// are read apart.
//
// Hub: "other" stands for a licence of the author's own, whose name is on the card.
std::string_view license_of(row_view card, std::span<const std::string_view> tags)
{
    static constexpr std::string_view prefix = "license:";
    auto license = card.first_text("license");
    // The Hub makes the tag from the card, in its own spelling: it comes first.
    for (const auto tag : tags)
        if (tag.starts_with(prefix))
        {
            license = tag.substr(prefix.size());
            break;
        }
    if (license != "other")
        return license;
    const auto name = card.first_text("license_name");
    // A free text that is no licence says less than "other".
    return normalize_license(name) ? name : license;
}

// The Hub makes these tags from cards; a mirror may pass on the card alone.
std::vector<std::string> base_model_tags(row_view card, std::span<const std::string_view> tags)
{
    static constexpr std::string_view prefix = "base_model:";
    std::vector<std::string> out;
    // Card and tags together would name each base twice.
    if (std::any_of(tags.begin(), tags.end(), [](auto tag) { return tag.starts_with(prefix); }))
        return out;
    std::vector<std::string_view> bases;
    card.texts("base_model", bases);
    if (const auto one = card.text("base_model"); !one.empty())
        bases.push_back(one);
    const auto relation = card.text("base_model_relation");
    for (const auto base : bases)
        if (!base.empty())
            out.push_back(
                std::string(prefix) + std::string(relation) + (relation.empty() ? "" : ":") +
                std::string(base)
            );
    return out;
}

std::string without_slash(std::string_view url)
{
    return std::string(url.substr(0, url.find_last_not_of('/') + 1));
}

// A mirror may pass on the Hub's own links: the listing goes on where it began.
std::string at_endpoint(std::string_view next, std::string_view endpoint)
{
    static constexpr std::string_view public_hub = "https://huggingface.co";
    if (!next.starts_with(public_hub) || next.substr(public_hub.size()).find_first_of("/?") != 0)
        return std::string(next);
    return without_slash(endpoint).append(next.substr(public_hub.size()));
}

struct order
{
    std::string_view name = {};  ///< as the option has it
    std::string_view key = {};   ///< as the Hub has it
};

constexpr std::array<order, 4> orders = {{
    {"downloads", "downloads"},
    {"trending", "trendingScore"},
    {"created", "createdAt"},
    {"likes", "likes"},
}};

std::vector<std::string_view> elements_of(std::string_view list)
{
    std::vector<std::string_view> out;
    for (std::size_t begin = 0; begin <= list.size();)
    {
        const auto end = std::min(list.find(',', begin), list.size());
        out.push_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return out;
}

std::string_view sort_key(std::string_view list)
{
    const auto name = list.empty() ? orders.front().name : elements_of(list).front();
    const auto* const found =
        std::find_if(orders.begin(), orders.end(), [name](auto& one) { return one.name == name; });
    if (found == orders.end())
        throw std::invalid_argument(
            "--hub.sort knows downloads, trending, created and likes, not " + std::string(name)
        );
    return found->key;
}

// An address of another form would be asked, and answered by an empty list.
void check_owner(std::string_view owner)
{
    if (owner.find_first_of(" /:@") != owner.npos)
        throw std::invalid_argument(
            "--hub.owner is a list of owners, such as Qwen,mistralai: \"" + std::string(owner) +
            "\" is none"
        );
}

/// Beside the exact one a search finds what has the name in its own: the most downloaded come
/// first, and the one that is named need not be among few of them.
constexpr std::string_view search_rows = "100";

/// The parameters of a search for one model by its id, which the Hub has no listing for.
std::string search_for(std::string_view id)
{
    const auto slash = id.find('/');
    const auto owner = slash == id.npos ? "" : id.substr(0, slash);
    return (owner.empty() ? "" : "author=" + percent_encoded(owner) + '&') +
           "search=" + percent_encoded(id.substr(slash == id.npos ? 0 : slash + 1));
}

/// The id that a page was searched for, of those that were asked for; empty of any other page.
std::string_view searched_id(const page& page, const options& options)
{
    if (page.url.find("search=") == page.url.npos)
        return {};
    for (const auto id : elements_of(options.text("ids")))
        if (page.url.find('?' + search_for(id) + '&') != page.url.npos)
            return id;
    return {};
}

/// How many rows a page was asked for; 0 where its address does not say.
std::uint64_t rows_asked(std::string_view url)
{
    constexpr std::string_view name = "limit=";
    auto at = url.find(name, url.find('?'));
    while (at != url.npos && url[at - 1] != '?' && url[at - 1] != '&')
        at = url.find(name, at + 1);
    std::uint64_t rows = 0;
    if (at != url.npos)
        std::from_chars(url.data() + at + name.size(), url.data() + url.size(), rows);
    return rows;
}

class hub final : public source
{
public:
    // The host asks one question at a time: one task in one order, the models of an owner, or those
    // of a file. Only an owner is asked for several tasks.
    std::vector<request> start(const options& options) const override
    {
        std::vector<request> begin;
        if (!options.text("ids").empty())
        {
            for (const auto id : elements_of(options.text("ids")))
                begin.push_back({listing_at(options, search_for(id), "downloads", search_rows)});
            return begin;
        }
        const auto owner = options.text("owner");
        check_owner(owner);
        const auto limit = options.count("limit");
        const auto rows =
            std::to_string(limit == 0 ? page_rows_limit : std::min(limit, page_rows_limit));
        const auto key = sort_key(options.text("sort"));
        const auto of_owner = owner.empty() ? "" : "author=" + percent_encoded(owner) + '&';
        for (const auto task : elements_of(options.text("task")))
            begin.push_back(
                {listing_at(options, of_owner + "pipeline_tag=" + percent_encoded(task), key, rows)}
            );
        return begin;
    }

    result<void> read(const page& page, const options& options, reading& out) const override
    {
        row_room room;
        room.wanted = searched_id(page, options);
        std::uint64_t rows = 0;
        const auto read = for_each_row(page.body, "models", [&](row_view& row, std::size_t index) {
            rows += 1;
            read_row(row, room, out, index);
        });
        if (read.has_error())
            return read;
        if (!room.wanted.empty())
        {
            if (!room.is_found)
                out.reject(room.wanted, "is no public model of the Hub (it may have moved)");
            return {};
        }
        if (page.total)
            out.expect(*page.total);
        // Link: rel="next"; the host ends the listing at the limit.
        if (!page.next.empty())
            out.follow({at_endpoint(page.next, options.text("endpoint"))});
        // A proxy on the way may lose the header. A page that is not full is the last one.
        else if (const auto asked = rows_asked(page.url), limit = options.count("limit");
                 asked > 0 && rows >= asked && (limit == 0 || limit > asked))
            out.more_follows();
        return {};
    }

private:
    static std::string listing_at(
        const options& options,
        const std::string& which,
        std::string_view key,
        std::string_view rows
    )
    {
        auto url = without_slash(options.text("endpoint"));
        url += "/api/models?" + which;
        url += "&sort=" + std::string(key) + "&limit=" + std::string(rows);
        // Without `expand` the listing lacks totals and commits; with it, it has these fields
        // alone.
        for (const auto* field :
             {"cardData",
              "disabled",
              "downloads",
              "gated",
              "gguf",
              "lastModified",
              "private",
              "safetensors",
              "sha",
              "tags"})
            url += std::string("&expand=") + field;
        return url;
    }

    /// What the lists of a row stand in, used again for the next.
    struct row_room
    {
        std::vector<std::string_view> tags = {};
        std::vector<stored_elements> elements = {};

        std::string_view wanted = {};  ///< the one id that the page was searched for
        bool is_found = false;
    };

    // Letter case aside, as the Hub has it.
    static bool is_same(std::string_view a, std::string_view b)
    {
        const auto low = [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; };
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&low](char x, char y) {
            return low(x) == low(y);
        });
    }

    // With a token the Hub lists what its owner alone may see. What is written is made to be
    // published, so that not even the name of such a model is handed over.
    static bool is_public(const row_view& row) noexcept
    {
        return !row.is_true("private") && !row.is_true("disabled");
    }

    static void read_row(row_view& row, row_room& room, reading& out, std::size_t index)
    {
        if (!is_public(row))
            return out.skip();
        if (!room.wanted.empty())
        {
            if (!is_same(row.text(row.has("id") ? "id" : "modelId"), room.wanted))
                return out.skip();
            room.is_found = true;
        }
        const auto card = row.part("cardData");
        // part(): a member of another type costs the evidence and not the row.
        auto safetensors = row.part("safetensors");
        room.tags.clear();
        row.texts("tags", room.tags);
        room.elements.clear();
        for (const auto& [dtype, elements] : safetensors.counts("parameters"))
            room.elements.push_back({dtype, elements});

        record model;
        // Some mirrors have the older name of the member alone.
        model.model_id = row.text(row.has("id") ? "id" : "modelId");
        model.popularity = row.number("downloads");
        // Before base tags are added: those of the Hub alone count.
        model.license = license_of(card, room.tags);
        const auto bases = base_model_tags(card, room.tags);
        room.tags.insert(room.tags.end(), bases.begin(), bases.end());
        room.tags.push_back("hub-listing");
        model.tags = room.tags;
        model.commit = row.text("sha");
        model.gated = row.text_or_false("gated");
        model.safetensors = room.elements;
        model.safetensors_total = safetensors.count("total");
        model.gguf_total = row.part("gguf").count("total");
        if (!row.ok() || model.model_id.empty())
            return out.reject(
                "[" + std::to_string(index) + "]",
                row.ok() ? "no id" : std::string(row.fault()) + " has the wrong type"
            );
        out.add(model);
        // Last: an odd date costs nothing.
        out.content_date(row.text("lastModified"));
    }
};

}  // namespace

MUSTER_SOURCE(hub, R"({
    "name": "hub",
    "source": "huggingface_hub",
    "version": "1.0.0",
    "summary": "the Hugging Face Hub: models of one task, most downloaded first",
    "content_age": "365d",
    "origins": ["https://huggingface.co"],
    "options": [
        {"name": "endpoint", "type": "url", "default": "https://huggingface.co",
         "env": "HF_ENDPOINT", "help": "the Hub, or a mirror of it"},
        {"name": "limit", "type": "int", "default": "500", "max": 10000000,
         "help": "how many models to list, in equal parts of each task and order, and of all owners; 0 for all"},
        {"name": "task", "type": "string", "list": true, "default": "text-generation",
         "help": "pipeline tag of the models to list, or several with commas"},
        {"name": "sort", "type": "enum", "list": true,
         "choices": ["downloads", "trending", "created", "likes"],
         "help": "which models come first: downloads (as without it), trending, created, likes; or several with commas"},
        {"name": "owner", "type": "string", "list": true, "beside": true,
         "help": "also the models of these tasks that these owners have, such as Qwen,mistralai"},
        {"name": "ids", "type": "ids", "beside": true,
         "help": "also the models that this file names, a Hub id or link a line"},
        {"name": "wide", "type": "bool", "default": "false",
         "sets": {"task": "text-generation,image-text-to-text", "sort": "downloads,trending",
                  "owner": "@curated", "limit": "2500"},
         "help": "the usual wider set: image-text-to-text too, trending beside downloads, and the owners of the curated list; each option that you give counts instead"}
    ]
})")
