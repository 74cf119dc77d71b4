#include "staged_rows.hpp"

#include "muster/identity.hpp"
#include "muster/json_text.hpp"

#include <boost/container/small_vector.hpp>

#include <algorithm>

namespace muster {

namespace {

// As to_json_text lays it out.
constexpr std::string_view tag_indent = "      ";
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

staged_rows::staged_rows(const candidate_table& candidates) : candidates_(candidates)
{
    rank_tags();
}

// Several listings may share their texts, and several have the same text.
void staged_rows::rank_tags()
{
    struct place
    {
        std::string_view text = {};
        std::uint32_t listing = 0;
        text_id id = 0;
    };
    std::vector<place> places;
    const auto listings = candidates_.listings();
    ranks_.resize(listings.size());
    for (std::uint32_t i = 0; i < listings.size(); ++i)
    {
        const auto& texts = listings[i]->storage->texts;
        ranks_[i].resize(texts.size(), rank_of_nothing);
        for (text_id id = 1; id < texts.size(); ++id)
            places.push_back({texts.text(id), i, id});
    }
    std::sort(places.begin(), places.end(), [](const place& a, const place& b) {
        return a.text < b.text;
    });
    line_begins_ = {0};
    for (std::size_t i = 0; i < places.size(); ++i)
    {
        const auto& [text, listing, id] = places[i];
        if (i == 0 || text != places[i - 1].text)
        {
            append_member(lines_, tag_indent, text);
            line_begins_.push_back(lines_.size());
        }
        ranks_[listing][id] = static_cast<std::uint32_t>(line_begins_.size() - 1);
    }
}

std::string_view staged_rows::line_of(std::uint32_t rank) const noexcept
{
    const auto begin = line_begins_[rank - 1];
    return {lines_.data() + begin, line_begins_[rank] - begin};
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
    bool is_first = true;
    const auto begin_line = [&] {
        out += is_first ? "\n" : ",\n";
        is_first = false;
    };
    const auto listing = candidates_.listing_at(index);
    if (listing)
    {
        boost::container::small_vector<std::uint32_t, tags_expected> ranks;
        for (const auto id : one.tags.ids())
            ranks.push_back(ranks_[*listing][id]);
        std::sort(ranks.begin(), ranks.end());
        ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
        for (const auto rank : ranks)
            if (rank != rank_of_nothing)
            {
                begin_line();
                out += line_of(rank);
            }
    }
    else
        for (const auto& tag : one.whole().tags)
        {
            begin_line();
            append_member(out, tag_indent, tag);
        }
    if (!is_first)
        out += "\n    ";
}

}  // namespace muster
