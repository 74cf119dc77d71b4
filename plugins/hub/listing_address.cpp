#include "listing_address.hpp"

#include "id_search.hpp"
#include "listing_order.hpp"
#include "muster/percent_encoding.hpp"
#include "word_list.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

using namespace muster;

namespace hub_pages {

namespace {

// The Hub does not give more rows than this on a page.
constexpr std::uint64_t page_rows_limit = 1000;

// Models of other tasks stand between those that are wanted. Of nearly all owners that people
// curate the first hundred hold each task's part.
constexpr std::uint64_t owner_rows_least = 100;

constexpr std::string_view task_field = "&expand=pipeline_tag";

std::string without_slash(std::string_view url)
{
    return std::string(url.substr(0, url.find_last_not_of('/') + 1));
}

std::string listing_at(
    const options& options, const std::string& which, std::string_view key, std::uint64_t rows
)
{
    auto url = without_slash(options.text("endpoint"));
    url += "/api/models?" + which;
    url += "&sort=" + std::string(key) + "&limit=" + std::to_string(rows);
    // Without `expand` the listing lacks totals and commits; with it, it has these fields alone.
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

std::uint64_t rows_on_page(std::uint64_t limit, std::size_t tasks)
{
    return limit == 0 ? page_rows_limit : std::min((limit + tasks - 1) / tasks, page_rows_limit);
}

/// Empty where the options name no owner.
std::string by_owner(const options& options)
{
    const auto owner = options.text("owner");
    return owner.empty() ? "" : "author=" + percent_encoded(owner);
}

}  // namespace

std::vector<request> task_addresses(const options& options)
{
    std::vector<request> all;
    const auto tasks = elements_of(options.text("task"));
    const auto rows = rows_on_page(options.count("limit"), tasks.size());
    const auto key = sort_key(options.text("sort"));
    const auto owner = by_owner(options);
    for (const auto task : tasks)
    {
        auto which = owner + (owner.empty() ? "" : "&");
        which += "pipeline_tag=" + percent_encoded(task);
        all.push_back({listing_at(options, which, key, rows)});
    }
    return all;
}

std::string owner_address(const options& options)
{
    const auto limit = options.count("limit");
    const auto rows = limit == 0 || limit > page_rows_limit / 2
                          ? page_rows_limit
                          : std::max(2 * limit, owner_rows_least);
    return listing_at(options, by_owner(options), sort_key(options.text("sort")), rows)
        .append(task_field);
}

bool is_owner_address(std::string_view url) noexcept { return url.find(task_field) != url.npos; }

std::string search_address(const options& options, std::string_view id)
{
    return listing_at(options, search_for(id), "downloads", search_rows);
}

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

std::string at_endpoint(std::string_view next, const options& options)
{
    static constexpr std::string_view public_hub = "https://huggingface.co";
    if (!next.starts_with(public_hub) || next.substr(public_hub.size()).find_first_of("/?") != 0)
        return std::string(next);
    return without_slash(options.text("endpoint")).append(next.substr(public_hub.size()));
}

void check_owner(std::string_view owner)
{
    if (owner.find_first_of(" /:@") != owner.npos)
        throw std::invalid_argument(
            "--hub.owner is a list of owners, such as Qwen,mistralai: \"" + std::string(owner) +
            "\" is none"
        );
}

}  // namespace hub_pages
