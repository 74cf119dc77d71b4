// The Hugging Face Hub lists models page by page: of a task, most downloaded first or in another
// order; of an owner; or one by one by their ids.

#include "id_search.hpp"
#include "listing_address.hpp"
#include "model_card.hpp"
#include "muster/export_source.hpp"
#include "muster/row_stream.hpp"
#include "muster/source.hpp"
#include "owner_listing.hpp"
#include "tasks.hpp"
#include "word_list.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace {

using namespace muster;
using namespace hub_pages;

class hub final : public source
{
public:
    // The host asks one question at a time: one task in one order, the models of an owner, or those
    // of a file. Only an owner is asked for several tasks: for all models at once, since a request
    // for each task of each owner would be most of a run.
    std::vector<request> start(const options& options) const override
    {
        std::vector<request> begin;
        if (!options.text("ids").empty())
        {
            for (const auto id : elements_of(options.text("ids")))
                begin.push_back({search_address(options, id)});
            return begin;
        }
        check_owner(options.text("owner"));
        if (is_of_several_tasks(options))
            return {{owner_address(options)}};
        return task_addresses(options);
    }

    result<void> read(const page& page, const options& options, reading& out) const override
    {
        if (is_owner_address(page.url))
            return read_owner(page, options, out);
        row_room room;
        room.wanted = searched_id(page.url, options.text("ids"));
        std::size_t rows = 0;
        const auto read = for_each_row(page.body, "models", [&](row_view& row, std::size_t index) {
            read_row(row, room, out, index);
            ++rows;
        });
        if (read.has_error())
            return read;
        // A search that finds nothing is no fault of the page. The host knows what was wanted, and
        // tells of it.
        if (!room.wanted.empty())
            return {};
        // The Hub answers a task that it does not know as one that nobody has models of. An owner
        // may have none of a task.
        if (rows == 0 && options.text("owner").empty())
            if (auto why = unknown_task(options.text("task")); !why.empty())
                return failure{errc::bad_value, std::move(why)};
        if (!is_of_several_tasks(options))
            expect_all(page, out);
        // Each task's total is of its own rows: what a page says is held against that page, where
        // no limit explains what it lacks.
        else if (options.count("limit") == 0 && page.next.empty() && is_first_page(page.url) &&
                 page.total.value_or(0) > rows)
            out.more_follows();
        // Link: rel="next"; the host ends the listing at the limit.
        if (!page.next.empty())
            out.follow({at_endpoint(page.next, options)});
        // A proxy on the way may lose the header. A page that is not full is the last one.
        else if (const auto asked = rows_asked(page.url);
                 asked > 0 && rows >= asked && wants_more_than(asked, options))
            out.more_follows();
        return {};
    }

private:
    /// One page of all that an owner has. Where it does not hold each task's part of the limit, and
    /// more follows, each task is asked for alone: that is cheaper than to read on for a task that
    /// the owner may have no model of.
    static result<void> read_owner(const page& page, const options& options, reading& out)
    {
        owner_listing rows(elements_of(options.text("task")), options.count("limit"));
        const auto read = for_each_row(page.body, "models", [&rows](row_view& row, std::size_t) {
            rows.add(row.text("pipeline_tag"), is_public(row));
        });
        if (read.has_error())
            return read;
        // A mirror or a proxy may lose the link to the next page.
        const bool is_last = page.next.empty() && rows.rows() < rows_asked(page.url) &&
                             page.total.value_or(0) <= rows.rows();
        const bool has_tasks = rows.has_tasks() || rows.rows() == 0;
        if (!has_tasks || !(is_last || rows.is_each_part_full()))
        {
            for (const auto& one : task_addresses(options))
                out.follow(one);
            return {};
        }
        auto added = add_part(page, rows, owner_listing::part::first, out);
        // The parts together are the limit.
        if (added.has_error() || rows.is_each_part_full() || !rows.has_rest())
            return added;
        return add_part(page, rows, owner_listing::part::rest, out);
    }

    // Rows are valid while they are read, so that the page is read again for each part. What is
    // left out was not asked for, and is not told of.
    static result<void>
    add_part(const page& page, const owner_listing& rows, owner_listing::part part, reading& out)
    {
        row_room room;
        return for_each_row(page.body, "models", [&](row_view& row, std::size_t index) {
            if (rows.part_of(index) == part)
                read_row(row, room, out, index);
        });
    }

    /// Whether the question is about an owner's models of several tasks.
    static bool is_of_several_tasks(const options& options)
    {
        return !options.text("owner").empty() && elements_of(options.text("task")).size() > 1;
    }

    static void expect_all(const page& page, reading& out)
    {
        if (page.total)
            out.expect(*page.total);
    }

    static bool is_first_page(std::string_view url)
    {
        return url.find("cursor=") == std::string_view::npos;
    }

    // An owner's few models may well fill a page by chance.
    static bool wants_more_than(std::uint64_t rows, const options& options)
    {
        const auto limit = options.count("limit");
        return options.text("owner").empty() && (limit == 0 || limit > rows);
    }

    /// What the lists of a row stand in, used again for the next.
    struct row_room
    {
        std::vector<std::string_view> tags = {};
        std::vector<stored_elements> elements = {};

        std::string_view wanted = {};  ///< the one id that the page was searched for
    };

    // With a token the Hub lists what its owner alone may see. What is written is made to be
    // published, so that not even the name of such a model is handed over.
    static bool is_public(const row_view& row) noexcept
    {
        return !row.is_true("private") && !row.is_true("disabled");
    }

    static void read_row(row_view& row, row_room& room, reading& out, std::size_t index)
    {
        // Some mirrors have the older name of the member alone.
        const auto id = row.text(row.has("id") ? "id" : "modelId");
        // What else a search finds is no row of the listing. One without an id is another form.
        const bool is_another =
            !room.wanted.empty() && row.ok() && !id.empty() && !is_same_repository(id, room.wanted);
        if (is_another)
            return;
        if (!is_public(row))
            return room.wanted.empty() ? out.skip() : void();
        const auto card = row.part("cardData");
        // part(): a member of another type costs the evidence and not the row.
        auto safetensors = row.part("safetensors");
        room.tags.clear();
        row.texts("tags", room.tags);
        room.elements.clear();
        for (const auto& [dtype, elements] : safetensors.counts("parameters"))
            room.elements.push_back({dtype, elements});

        record model;
        model.model_id = id;
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
