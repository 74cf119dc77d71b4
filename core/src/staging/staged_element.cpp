#include "staged_element.hpp"

#include "contract/identity.hpp"
#include "json/row_text.hpp"
#include "muster/json_text.hpp"

#include <cassert>

namespace muster {

namespace {

// More than an element holds besides its values, and a tag besides its own.
constexpr std::size_t frame_bytes = 192;
constexpr std::size_t tag_frame_bytes = 10;

void append_member(std::string& out, std::string_view key, std::string_view text)
{
    out += key;
    append_json_string(out, text);
}

std::string joined(const std::vector<std::string>& sources)
{
    std::string out;
    for (const auto& source : sources)
        (out += out.empty() ? "" : "+") += source;
    return out;
}

}  // namespace

void append_element(std::string& out, const candidate& one)
{
    append_member(out, "  {\n    \"model_id\": ", one.model_id);
    append_member(out, ",\n    \"provider\": ", provider_of(one.model_id));
    if (one.license)
        append_member(out, ",\n    \"license\": ", *one.license);
    else
        out += ",\n    \"license\": null";
    append_member(out, ",\n    \"source\": ", joined(one.sources));
    out += ",\n    \"popularity_score\": ";
    append_json_number(out, one.popularity_score);
    out += ",\n    \"tags\": [";
    for (const auto& tag : one.tags)
        append_member(out, &tag == &one.tags.front() ? "\n      " : ",\n      ", tag);
    out += one.tags.empty() ? "]\n  }" : "\n    ]\n  }";
}

bool is_plain_element(const candidate_view& one) noexcept
{
    return one.sources.size() == 1 && is_json_plain(one.sources[0]) &&
           (!one.license || is_json_plain(*one.license));
}

void append_plain_element(
    std::string& out, const candidate_view& one, std::span<const std::string_view> tags
)
{
    assert(is_json_plain(one.model_id));
    const auto license = one.license.value_or(std::string_view{});
    auto room = frame_bytes + json_number_bytes_limit + 2 * one.model_id.size() + license.size() +
                one.sources[0].size();
    for (const auto tag : tags)
        room += tag_frame_bytes + tag.size();
    row_text row(out, room);
    row.add("  {\n    \"model_id\": \"");
    row.add(one.model_id);
    row.add("\",\n    \"provider\": \"");
    row.add(provider_of(one.model_id));
    if (one.license)
    {
        row.add("\",\n    \"license\": \"");
        row.add(license);
        row.add("\",\n    \"source\": \"");
    }
    else
        row.add("\",\n    \"license\": null,\n    \"source\": \"");
    row.add(one.sources[0]);
    row.add("\",\n    \"popularity_score\": ");
    row.add_number(one.popularity_score);
    row.add(",\n    \"tags\": [");
    bool is_first = true;
    for (const auto tag : tags)
    {
        if (is_first)
            row.add("\n      \"");
        else
            row.add(",\n      \"");
        is_first = false;
        row.add_from_arena(tag);
        row.add("\"");
    }
    if (is_first)
        row.add("]\n  }");
    else
        row.add("\n    ]\n  }");
}

}  // namespace muster
