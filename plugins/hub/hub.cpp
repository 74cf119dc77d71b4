// The Hugging Face Hub lists models page by page: of one task or several, most downloaded first or
// in other orders.

#include "muster/export_source.hpp"
#include "muster/license.hpp"
#include "muster/percent_encoding.hpp"
#include "muster/row_stream.hpp"
#include "muster/source.hpp"

#include <algorithm>
#include <array>
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

/// The elements of a list with commas. Throws when it has an empty one or one twice: what is no
/// list must not be taken for a question that nothing answers.
std::vector<std::string_view> elements_of(std::string_view option, std::string_view list)
{
    std::vector<std::string_view> out;
    for (std::size_t begin = 0; begin <= list.size();)
    {
        const auto end = std::min(list.find(',', begin), list.size());
        const auto one = list.substr(begin, end - begin);
        if (one.empty() || std::find(out.begin(), out.end(), one) != out.end())
            throw std::invalid_argument(
                "--hub." + std::string(option) + " is no list of different words: \"" +
                std::string(list) + '"'
            );
        out.push_back(one);
        begin = end + 1;
    }
    return out;
}

std::vector<std::string_view> sort_keys(const options& options)
{
    const auto given = options.text("sort");
    std::vector<std::string_view> keys;
    for (const auto name : elements_of("sort", given.empty() ? orders.front().name : given))
    {
        const auto* const found = std::find_if(orders.begin(), orders.end(), [name](auto& one) {
            return one.name == name;
        });
        if (found == orders.end())
            throw std::invalid_argument(
                "--hub.sort knows downloads, trending, created and likes, not " + std::string(name)
            );
        keys.push_back(found->key);
    }
    // All models of a task are the same models in any order.
    if (options.count("limit") == 0)
        keys.resize(1);
    return keys;
}

class hub final : public source
{
public:
    std::vector<request> start(const options& options) const override
    {
        const auto keys = sort_keys(options);
        const auto tasks = elements_of("task", options.text("task"));
        const auto limit = options.count("limit");
        // Each question has the same part of the limit; a short listing is one short page.
        const auto part = (limit + keys.size() * tasks.size() - 1) / (keys.size() * tasks.size());
        const auto page_rows = limit == 0 ? page_rows_limit : std::min(part, page_rows_limit);
        std::vector<request> questions;
        for (const auto task : tasks)
            for (const auto key : keys)
                questions.push_back({question(options, task, key, page_rows)});
        return questions;
    }

    result<void> read(const page& page, const options& options, reading& out) const override
    {
        row_room room;
        const auto read = for_each_row(page.body, "models", [&](row_view& row, std::size_t index) {
            read_row(row, room, out, index);
        });
        if (read.has_error())
            return read;
        if (page.total)
            out.expect(*page.total);
        // Link: rel="next"; the host ends the listing at the limit.
        if (!page.next.empty())
            out.follow({at_endpoint(page.next, options.text("endpoint"))});
        return {};
    }

private:
    static std::string question(
        const options& options, std::string_view task, std::string_view key, std::uint64_t rows
    )
    {
        auto url = without_slash(options.text("endpoint"));
        url += "/api/models?pipeline_tag=" + percent_encoded(task);
        url += "&sort=" + std::string(key) + "&limit=" + std::to_string(rows);
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
    };

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
         "help": "how many models to list, in equal parts of each task and order; 0 for all"},
        {"name": "task", "type": "string", "list": true, "default": "text-generation",
         "help": "pipeline tag of the models to list, or several with commas"},
        {"name": "sort", "type": "enum", "list": true,
         "choices": ["downloads", "trending", "created", "likes"],
         "help": "which models come first: downloads (as without it), trending, created, likes; or several with commas"}
    ]
})")
