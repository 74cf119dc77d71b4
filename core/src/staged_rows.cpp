#include "staged_rows.hpp"

#include "muster/identity.hpp"
#include "muster/json_text.hpp"
#include "text_order.hpp"

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <utility>

namespace muster {

namespace {

// As to_json_text lays it out.
constexpr std::string_view tag_begin = ",\n      ";
constexpr std::uint32_t rank_of_nothing = 0;
constexpr std::size_t tags_expected = 32;

// Rows lie in the order they were published in, and are written in another.
constexpr std::size_t rows_ahead = 8;

void append_member(std::string& out, std::string_view key, std::string_view text)
{
    out += key;
    append_json_string(out, text);
}

std::string joined(const text_list& sources)
{
    std::string out;
    for (const auto source : sources)
        (out += out.empty() ? "" : "+") += source;
    return out;
}

}  // namespace

/// Where a tag stands, and where its line is wanted.
struct staged_rows::tag_place
{
    std::string_view text = {};
    tag_line* line = nullptr;
};

staged_rows::staged_rows(const candidate_table& candidates, const spread& over)
    : candidates_(candidates)
{
    prepare_tags(over);
}

// Several listings may share their texts, and several have the same text.
void staged_rows::prepare_tags(const spread& over)
{
    std::vector<tag_place> places;
    for (const auto& listing : candidates_.listings())
    {
        const auto& texts = listing->storage->texts;
        auto& lines = tags_.emplace_back(texts.size());
        for (text_id id = 1; id < texts.size(); ++id)
            places.push_back({texts.text(id), &lines[id]});
    }
    std::vector<sort_key> keys(places.size());
    for (std::uint32_t i = 0; i < keys.size(); ++i)
        keys[i].position = i;
    text_order([&places](std::uint32_t at) { return places[at].text; }).sort(keys, over);

    const auto text_at = [&](std::size_t i) { return places[keys[i].position].text; };
    const auto next_text = [&](std::size_t i) {
        while (i > 0 && i < keys.size() && text_at(i) == text_at(i - 1))
            ++i;
        return i;
    };
    lines_.resize(pieces_of(keys.size()));
    over(lines_.size(), [&](std::size_t piece) {
        tag_line line;
        const auto [first, last] = piece_of(keys.size(), piece);
        const auto end = next_text(last);
        for (auto i = next_text(first); i < end; ++i)
        {
            if (line.rank == 0 || text_at(i) != text_at(i - 1))
                line = line_of(text_at(i), i, lines_[piece]);
            *places[keys[i].position].line = line;
        }
    });
}

staged_rows::tag_line
staged_rows::line_of(std::string_view tag, std::size_t place, text_arena& room)
{
    std::string text;
    append_member(text, tag_begin, tag);
    const auto kept = room.copy(text);
    return {
        kept.data(),
        static_cast<std::uint32_t>(kept.size()),
        static_cast<std::uint32_t>(place + 1)};
}

void staged_rows::append(std::string& out, std::size_t index) const
{
    if (index + rows_ahead < candidates_.size())
        candidates_.prefetch(index + rows_ahead);
    const auto one = candidates_[index];
    append_member(out, "  {\n    \"model_id\": ", one.model_id);
    append_member(out, ",\n    \"provider\": ", provider_of(one.model_id));
    if (one.license)
        append_member(out, ",\n    \"license\": ", *one.license);
    else
        out += ",\n    \"license\": null";
    if (one.sources.size() == 1)
        append_member(out, ",\n    \"source\": ", one.sources[0]);
    else
        append_member(out, ",\n    \"source\": ", joined(one.sources));
    out += ",\n    \"popularity_score\": ";
    append_json_number(out, one.popularity_score);
    out += ",\n    \"tags\": [";
    append_tags(out, one, index);
    out += "]\n  }";
}

void staged_rows::append_tags(std::string& out, const candidate_view& one, std::size_t index) const
{
    std::size_t comma = 1;  // which the first has not
    if (const auto listing = candidates_.listing_at(index))
    {
        boost::container::small_vector<tag_line, tags_expected> lines;
        for (const auto id : one.tags.ids())
            lines.push_back(tags_[*listing][id]);
        std::sort(lines.begin(), lines.end(), [](const tag_line& a, const tag_line& b) {
            return a.rank < b.rank;
        });
        auto last = rank_of_nothing;
        for (const auto& line : lines)
            if (line.rank != std::exchange(last, line.rank))
                out += std::string_view(line.text, line.size).substr(std::exchange(comma, 0));
    }
    else
        for (const auto& tag : one.whole().tags)
            append_member(out, tag_begin.substr(std::exchange(comma, 0)), tag);
    if (comma == 0)
        out += "\n    ";
}

}  // namespace muster
