#include "staged_rows.hpp"

#include "muster/json_text.hpp"
#include "staged_element.hpp"
#include "text_order.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
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

// Labels and licences.
bool has_plain_words(const candidate_table::listed& listing)
{
    const auto& labels = listing.sources;
    const auto& licenses = listing.licenses;
    return std::all_of(labels.begin(), labels.end(), is_json_plain) &&
           std::all_of(licenses.begin(), licenses.end(), [](const auto& license) {
               return !license || is_json_plain(*license);
           });
}

/// Of numbers that are few, each goes where as many are smaller as it has before it, which takes
/// no branches that could not be foreseen. Where one is there again, or is 0, a place is left at 0.
template <std::size_t Few>
void place_few(std::span<std::uint32_t> ranks)
{
    std::array<std::int32_t, Few> all = {};
    all.fill(std::numeric_limits<std::int32_t>::max());
    std::copy(ranks.begin(), ranks.end(), all.begin());
    std::fill(ranks.begin(), ranks.end(), 0);
    for (std::size_t i = 0; i < ranks.size(); ++i)
    {
        std::int32_t smaller = 0;
        for (const auto other : all)
            smaller += other < all[i] ? 1 : 0;
        ranks[static_cast<std::size_t>(smaller)] = static_cast<std::uint32_t>(all[i]);
    }
}

/// Rising, each once, and without 0: how many are left.
std::size_t order_ranks(std::span<std::uint32_t> ranks)
{
    if (ranks.size() <= 16)
        place_few<16>(ranks);
    else if (ranks.size() <= 32)
        place_few<32>(ranks);
    else
    {
        std::sort(ranks.begin(), ranks.end());
        const auto repeated = std::unique(ranks.begin(), ranks.end());
        std::fill(repeated, ranks.end(), 0);
    }
    return static_cast<std::size_t>(std::remove(ranks.begin(), ranks.end(), 0) - ranks.begin());
}

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
        std::size_t tag_count = 0;
        for (std::size_t i = 0; i < size_; ++i)
        {
            fetch_row(i);
            tag_count += rows_[i].tags.ids().size();
        }
        ranks_.resize(tag_count);
        for (std::size_t i = 0; i < size_; ++i)
            add_ranks(i);
        tags_.resize(tags_at_[size_]);
        for (std::size_t i = 0; i < tags_.size(); ++i)
        {
            tags_[i] = all_.tags_[ranks_[i]];
            __builtin_prefetch(tags_[i].data());
        }
    }

    void append(std::string& out) const
    {
        for (std::size_t i = 0; i < size_; ++i)
        {
            if (begin_ + i > 0)
                out += ",\n";
            if (is_plain(rows_[i]))
                append_plain_element(out, rows_[i], tags(i));
            else
                append_element(out, rows_[i].whole());
        }
    }

private:
    bool is_plain(const candidate_view& one) const
    {
        return one.row &&
               (all_.has_plain_words_ ? is_json_plain(one.model_id) : is_plain_element(one));
    }

    std::span<const std::string_view> tags(std::size_t i) const
    {
        return std::span(tags_).subspan(tags_at_[i], tags_at_[i + 1] - tags_at_[i]);
    }

    void fetch_row(std::size_t i)
    {
        rows_[i] = all_.candidates_[begin_ + i];
        const auto listing = all_.candidates_.listing_at(begin_ + i);
        first_text_[i] = listing ? all_.first_text_[*listing] : 0;
        for (const auto id : rows_[i].tags.ids())
            __builtin_prefetch(&all_.ranks_[first_text_[i] + id]);
    }

    void add_ranks(std::size_t i)
    {
        const auto ids = rows_[i].tags.ids();
        const auto ranks = std::span(ranks_).subspan(tags_at_[i], ids.size());
        for (std::size_t at = 0; at < ids.size(); ++at)
        {
            ranks[at] = all_.ranks_[first_text_[i] + ids[at]];
            __builtin_prefetch(&all_.tags_[ranks[at]]);
        }
        tags_at_[i + 1] = tags_at_[i] + order_ranks(ranks);
    }

    const staged_rows& all_;
    std::size_t begin_ = 0;
    std::size_t size_ = 0;
    std::array<candidate_view, group_rows> rows_ = {};
    std::array<std::size_t, group_rows> first_text_ = {};
    std::array<std::size_t, group_rows + 1> tags_at_ = {};  ///< of each row, among the tags of all
    std::vector<tag_rank> ranks_ = {};
    std::vector<std::string_view> tags_ = {};
};

staged_rows::staged_rows(const candidate_table& candidates, const spread& over)
    : candidates_(candidates)
{
    rank_tags(over);
    const auto& listings = candidates.listings();
    has_plain_words_ = std::all_of(listings.begin(), listings.end(), [](const auto& listing) {
        return has_plain_words(*listing);
    });
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
