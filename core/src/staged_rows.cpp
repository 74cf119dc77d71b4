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
            all_.candidates_.prefetch_tags(i);
        for (std::size_t i = 0; i < size_; ++i)
        {
            fetch_row(i);
            tags_at_[i + 1] = tags_at_[i] + rows_[i].tags.refs().size();
        }
        ranks_.resize(tags_at_[size_]);
        tags_.resize(tags_at_[size_]);
        for (std::size_t i = 0; i < size_; ++i)
            shared_[i] = order_ranks(take_ranks(i));
        for (std::size_t i = 0; i < size_; ++i)
            fetch_shared_tags(i);
    }

    void append(std::string& out)
    {
        for (std::size_t i = 0; i < size_; ++i)
        {
            if (begin_ + i > 0)
                out += ",\n";
            if (is_plain(i))
                append_plain_element(out, rows_[i], all_tags(i));
            else
                append_element(out, rows_[i].whole());
        }
    }

private:
    /// Whether an element is its texts as they are, with tags in the order of what JSON makes of
    /// them.
    bool is_plain(std::size_t i) const
    {
        const auto& row = rows_[i];
        return row.row && (all_.has_plain_words_ || is_plain_element(row)) &&
               (shared_[i] == row.tags.size() || has_plain_tags(i));
    }

    bool has_plain_tags(std::size_t i) const
    {
        const auto& escaped = all_.escaped_ranks_;
        const auto ranks = std::span(ranks_).subspan(tags_at_[i], shared_[i]);
        if (!escaped.empty() && std::any_of(ranks.begin(), ranks.end(), [&](tag_rank rank) {
                return std::binary_search(escaped.begin(), escaped.end(), rank);
            }))
            return false;
        const auto& tags = rows_[i].tags;
        for (std::size_t at = 0; at < tags.size(); ++at)
            if (tags.refs()[at].is_own() && !is_json_plain(tags[at]))
                return false;
        return true;
    }

    void fetch_row(std::size_t i)
    {
        rows_[i] = all_.candidates_[begin_ + i];
        const auto listing = all_.candidates_.listing_at(begin_ + i);
        first_text_[i] = listing ? all_.first_text_[*listing] : 0;
        const auto& tags = rows_[i].tags;
        for (std::size_t at = 0; at < tags.refs().size(); ++at)
        {
            const auto ref = tags.refs()[at];
            if (ref.is_own())
                __builtin_prefetch(tags[at].data());
            else
                __builtin_prefetch(&all_.ranks_[first_text_[i] + ref.id()]);
        }
    }

    /// Of tags that the row shares with others.
    std::span<tag_rank> take_ranks(std::size_t i)
    {
        auto* const first = ranks_.data() + tags_at_[i];
        auto* last = first;
        for (const auto ref : rows_[i].tags.refs())
            if (!ref.is_own())
            {
                *last = all_.ranks_[first_text_[i] + ref.id()];
                __builtin_prefetch(&all_.tags_[*last]);
                ++last;
            }
        return {first, last};
    }

    void fetch_shared_tags(std::size_t i)
    {
        for (auto at = tags_at_[i]; at < tags_at_[i] + shared_[i]; ++at)
        {
            tags_[at] = all_.tags_[ranks_[at]];
            __builtin_prefetch(tags_[at].data());
        }
    }

    /// In their order, with those that are the row's own.
    std::span<const std::string_view> all_tags(std::size_t i)
    {
        const auto first = tags_.begin() + static_cast<long>(tags_at_[i]);
        auto last = first + static_cast<long>(shared_[i]);
        const auto& tags = rows_[i].tags;
        for (std::size_t at = 0; at < tags.size(); ++at)
        {
            if (!tags.refs()[at].is_own())
                continue;
            const auto tag = tags[at];
            const auto place = std::lower_bound(first, last, tag);
            if (place != last && *place == tag)
                continue;
            std::move_backward(place, last, last + 1);
            *place = tag;
            ++last;
        }
        return {first, last};
    }

    const staged_rows& all_;
    std::size_t begin_ = 0;
    std::size_t size_ = 0;
    std::array<candidate_view, group_rows> rows_ = {};
    std::array<std::size_t, group_rows> first_text_ = {};
    std::array<std::size_t, group_rows + 1> tags_at_ = {};  ///< of each row, among those of all
    std::array<std::size_t, group_rows> shared_ = {};       ///< so many of a row's have ranks
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
            keys.push_back({static_cast<std::uint32_t>(all.size()), 0, 0});
            all.push_back(of_listing.text(id));
        }
    }
    const listed_texts texts{all};
    text_order(texts).sort_by_text(keys, over);

    ranks_.resize(all.size());
    tags_ = {{}};
    std::string_view last;
    for (const auto& key : keys)
    {
        const auto tag = texts(key.position);
        if (tag != last)
        {
            last = tag;
            tags_.push_back(as_json(tag));
            if (tags_.back().data() != tag.data())
                escaped_ranks_.push_back(static_cast<tag_rank>(tags_.size() - 1));
        }
        ranks_[key.position] = static_cast<tag_rank>(tags_.size() - 1);
    }
}

std::string_view staged_rows::as_json(std::string_view tag)
{
    if (is_json_plain(tag))
        return tag;
    std::string text;
    append_json_string(text, tag);
    return escaped_.copy(std::string_view(text).substr(1, text.size() - 2));
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
