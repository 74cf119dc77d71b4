#include "staged_rows.hpp"

#include "muster/json_text.hpp"
#include "staged_element.hpp"
#include "text_order.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace muster {

namespace {

constexpr std::size_t group_rows = 32;
constexpr std::size_t texts_ahead = 16;

/// Texts by their place among those of all listings.
struct listed_texts
{
    std::span<const std::string_view> all = {};

    std::string_view operator()(std::uint32_t place) const noexcept { return all[place]; }
    void prefetch(std::uint32_t place) const noexcept { __builtin_prefetch(all[place].data()); }
};

}  // namespace

/// Rows that are written together. They lie in the order they were published in, and so do their
/// tags, and are written in another: the memory for all of them is fetched step by step, so that
/// not every row waits for its own.
class staged_rows::row_group
{
public:
    explicit row_group(const staged_rows& all) : all_(all) {}

    void fetch(index_range rows)
    {
        begin_ = rows.begin;
        size_ = rows.end - rows.begin;
        for (auto i = rows.begin; i < rows.end; ++i)
            all_.candidates_.prefetch(i);
        for (std::size_t i = 0; i < size_; ++i)
            fetch_row(i);
        ranks_.clear();
        for (std::size_t i = 0; i < size_; ++i)
            add_ranks(i);
        for (const auto rank : ranks_)
            __builtin_prefetch(all_.tags_[rank].data());
    }

    void append(std::string& out)
    {
        for (std::size_t i = 0; i < size_; ++i)
        {
            if (begin_ + i > 0)
                out += ",\n";
            const auto& row = rows_[i];
            if (row.row && is_plain_element(row))
                append_plain_element(out, row, tags(i));
            else
                append_element(out, row.whole());
        }
    }

private:
    std::span<const std::string_view> tags(std::size_t i)
    {
        tags_.clear();
        for (auto at = ranks_at_[i]; at < ranks_at_[i + 1]; ++at)
            tags_.push_back(all_.tags_[ranks_[at]]);
        return tags_;
    }

    void fetch_row(std::size_t i)
    {
        rows_[i] = all_.candidates_[begin_ + i];
        const auto listing = all_.candidates_.listing_at(begin_ + i);
        first_text_[i] = listing ? all_.first_text_[*listing] : 0;
        for (const auto id : rows_[i].tags.ids())
            __builtin_prefetch(&all_.ranks_[first_text_[i] + id]);
    }

    /// Rising, each once, and none of the empty tag.
    void add_ranks(std::size_t i)
    {
        const auto begin = ranks_.size();
        for (const auto id : rows_[i].tags.ids())
            if (const auto rank = all_.ranks_[first_text_[i] + id])
            {
                ranks_.push_back(rank);
                __builtin_prefetch(&all_.tags_[rank]);
            }
        const auto first = ranks_.begin() + static_cast<long>(begin);
        std::sort(first, ranks_.end());
        ranks_.erase(std::unique(first, ranks_.end()), ranks_.end());
        ranks_at_[i] = begin;
        ranks_at_[i + 1] = ranks_.size();
    }

    const staged_rows& all_;
    std::size_t begin_ = 0;
    std::size_t size_ = 0;
    std::array<candidate_view, group_rows> rows_ = {};
    std::array<std::size_t, group_rows> first_text_ = {};
    std::array<std::size_t, group_rows + 1> ranks_at_ = {};
    std::vector<tag_rank> ranks_ = {};
    std::vector<std::string_view> tags_ = {};  ///< of the row that is being written
};

staged_rows::staged_rows(const candidate_table& candidates, const spread& over)
    : candidates_(candidates)
{
    rank_tags(over);
}

// Several listings may share their texts, and several have the same text.
void staged_rows::rank_tags(const spread& over)
{
    std::size_t count = 0;
    for (const auto& listing : candidates_.listings())
        count += listing->storage->texts.size();
    std::vector<std::string_view> all;
    std::vector<sort_key> keys;
    all.reserve(count);
    keys.reserve(count);
    for (const auto& listing : candidates_.listings())
    {
        const auto& of_listing = listing->storage->texts;
        first_text_.push_back(all.size());
        all.push_back({});  // the empty one, which has its rank
        for (text_id id = 1; id < of_listing.size(); ++id)
        {
            keys.push_back({0, static_cast<std::uint32_t>(all.size())});
            all.push_back(of_listing.text(id));
        }
    }
    const listed_texts texts{all};
    text_order(texts).sort_by_text(keys, over);

    ranks_.resize(all.size());
    tags_.resize(keys.size() + 1);
    escaped_.resize(pieces_of(keys.size()));
    const auto is_repeat = [&](std::size_t i) {
        return i > 0 && i < keys.size() && texts(keys[i].position) == texts(keys[i - 1].position);
    };
    over(escaped_.size(), [&](std::size_t piece) {
        auto [i, end] = piece_of(keys.size(), piece);
        while (is_repeat(i))
            ++i;  // of a text that begins in the piece before
        for (tag_rank rank = 0; i < end || is_repeat(i); ++i)
        {
            if (i + texts_ahead < keys.size())
                texts.prefetch(keys[i + texts_ahead].position);
            if (rank == 0 || !is_repeat(i))
            {
                rank = static_cast<tag_rank>(i + 1);
                tags_[rank] = as_json(texts(keys[i].position), escaped_[piece]);
            }
            ranks_[keys[i].position] = rank;
        }
    });
}

std::string_view staged_rows::as_json(std::string_view tag, text_arena& escaped)
{
    if (is_json_plain(tag))
        return tag;
    std::string text;
    append_json_string(text, tag);
    return escaped.copy(std::string_view(text).substr(1, text.size() - 2));
}

void staged_rows::append(std::string& out, index_range rows) const
{
    row_group group(*this);
    for (auto begin = rows.begin; begin < rows.end; begin += group_rows)
    {
        group.fetch({begin, std::min(rows.end, begin + group_rows)});
        group.append(out);
    }
}

}  // namespace muster
