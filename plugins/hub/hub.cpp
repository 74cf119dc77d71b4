// The Hugging Face Hub lists models page by page, most downloaded first.

#include "muster/export_source.hpp"
#include "muster/normalize.hpp"
#include "muster/rows.hpp"
#include "muster/source.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace json = boost::json;

namespace {

using namespace muster;

// The Hub does not give more rows than this on a page.
constexpr std::uint64_t page_rows_limit = 1000;

// Authors write cards by hand, and some answers have odd totals: such members are read apart, so
// that a wrong type there costs the member and not the row.
row_reader apart(const json::value& element, std::string_view key)
{
    static const json::value nothing = json::object();
    const auto* object = element.if_object();
    const auto* member = object ? object->if_contains(key) : nullptr;
    return row_reader{member && member->is_object() ? *member : nothing};
}

// Hub: "other" stands for a licence of the author's own, whose name is on the card.
std::string_view license_of(const json::value& element, std::span<const std::string_view> tags)
{
    static constexpr std::string_view prefix = "license:";
    auto card = apart(element, "cardData");
    auto license = card.first_text("license");
    for (const auto tag : tags)
        if (tag.starts_with(prefix))
        {
            license = tag.substr(prefix.size());
            break;
        }
    const auto name = card.first_text("license_name");
    return license == "other" && normalize_license(name) ? name : license;
}

// The Hub makes these tags from cards; a mirror may pass on the card alone.
std::vector<std::string>
base_model_tags(const json::value& element, std::span<const std::string_view> tags)
{
    static constexpr std::string_view prefix = "base_model:";
    const bool is_tagged = std::any_of(tags.begin(), tags.end(), [](std::string_view tag) {
        return tag.starts_with(prefix);
    });
    auto card = apart(element, "cardData");
    auto bases = card.texts("base_model");
    if (const auto one = card.text("base_model"); !one.empty())
        bases.push_back(one);
    const auto relation = card.text("base_model_relation");
    std::vector<std::string> out;
    for (const auto base : bases)
        if (!is_tagged && !base.empty())
            out.push_back(
                std::string(prefix) + std::string(relation) + (relation.empty() ? "" : ":") +
                std::string(base)
            );
    return out;
}

std::vector<stored_elements> elements_by_dtype(row_reader& safetensors)
{
    std::vector<stored_elements> counts;
    const auto* parameters = safetensors.object("parameters");
    if (!parameters)
        return counts;
    for (const auto& [dtype, elements] : *parameters)
    {
        boost::system::error_code ec;
        const auto count = elements.to_number<std::uint64_t>(ec);
        if (!ec)
            counts.push_back({dtype, count});
    }
    return counts;
}

std::string without_slash(std::string_view url)
{
    return std::string(url.substr(0, url.find_last_not_of('/') + 1));
}

std::string percent_encoded(std::string_view text)
{
    static constexpr std::string_view hex = "0123456789ABCDEF";
    static constexpr std::string_view plain = "-._~";
    std::string out;
    for (const char c : text)
    {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (is_letter || (c >= '0' && c <= '9') || plain.find(c) != std::string_view::npos)
            out += c;
        else
            out.append({'%', hex[byte >> 4U], hex[byte & 0xFU]});
    }
    return out;
}

// A mirror may pass on the Hub's own links: the listing goes on where it began.
std::string at_endpoint(std::string_view next, std::string_view endpoint)
{
    static constexpr std::string_view public_hub = "https://huggingface.co";
    if (!next.starts_with(public_hub) || next.substr(public_hub.size()).find_first_of("/?") != 0)
        return std::string(next);
    return without_slash(endpoint).append(next.substr(public_hub.size()));
}

class hub final : public source
{
public:
    std::vector<request> start(const options& options) const override
    {
        const auto limit = options.count("limit");
        const auto page_rows = limit == 0 ? page_rows_limit : std::min(limit, page_rows_limit);
        auto url = without_slash(options.text("endpoint"));
        url += "/api/models?pipeline_tag=" + percent_encoded(options.text("task"));
        url += "&sort=downloads&limit=" + std::to_string(page_rows);
        for (const auto* field :
             {"cardData", "downloads", "gated", "gguf", "safetensors", "sha", "tags"})
            url += std::string("&expand=") + field;
        return {{url}};
    }

    result<void> read(const page& page, const options& options, reading& out) const override
    {
        const auto rows = read_rows(page.body, "models");
        if (rows.has_error())
            return rows.error();
        std::size_t index = 0;
        for (const auto& element : rows->list)
            read_row(element, index++, out);
        if (!page.next.empty())
            out.follow({at_endpoint(page.next, options.text("endpoint"))});
        return {};
    }

private:
    static void read_row(const json::value& element, std::size_t index, reading& out)
    {
        row_reader row{element};
        auto tags = row.texts("tags");
        auto safetensors = apart(element, "safetensors");
        const auto counts = elements_by_dtype(safetensors);
        auto gguf = apart(element, "gguf");

        record model;
        model.model_id = row.text("id");
        model.popularity = row.number("downloads");
        model.license = license_of(element, tags);
        const auto bases = base_model_tags(element, tags);
        tags.insert(tags.end(), bases.begin(), bases.end());
        tags.push_back("hub-listing");
        model.tags = tags;
        model.commit = row.text("sha");
        model.gated = row.text_or_false("gated");
        model.safetensors = counts;
        model.safetensors_total = safetensors.count("total");
        model.gguf_total = gguf.count("total");

        const auto where = "[" + std::to_string(index) + "]";
        if (!row.ok())
            out.reject(where, std::string(row.fault()) + " has the wrong type");
        else if (model.model_id.empty())
            out.reject(where, "no id");
        else
            out.add(model);
    }
};

}  // namespace

MUSTER_SOURCE(hub, R"({
    "name": "hub",
    "source": "huggingface_hub",
    "version": "1.0.0",
    "summary": "the Hugging Face Hub: models of one task, most downloaded first",
    "origins": ["https://huggingface.co"],
    "options": [
        {"name": "endpoint", "type": "url", "default": "https://huggingface.co",
         "env": "HF_ENDPOINT", "help": "the Hub, or a mirror of it"},
        {"name": "limit", "type": "int", "default": "500", "max": 10000000,
         "help": "how many models to list; 0 for all"},
        {"name": "task", "type": "string", "default": "text-generation",
         "help": "pipeline tag of the models to list"}
    ]
})")
