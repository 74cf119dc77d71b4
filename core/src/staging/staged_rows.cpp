#include "staged_rows.hpp"

#include "contract/identity.hpp"
#include "muster/json_text.hpp"
#include "table/prefix_sort.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <span>

namespace muster {

namespace {

constexpr std::size_t rows_ahead = 8;

/// Texts by their place among those of all listings.
struct listed_texts
{
    std::span<const std::string_view> all = {};

    std::string_view operator()(std::uint32_t place) const noexcept { return all[place]; }
    void prefetch(std::uint32_t place) const noexcept { __builtin_prefetch(all[place].data()); }
};

/// A tag as it stands between the quotes: itself, or a copy in the arena.
std::string_view as_json(std::string_view tag, text_arena& arena)
{
    if (is_json_plain(tag))
        return tag;
    std::string text;
    append_json_string(text, tag);
    return arena.copy(std::string_view(text).substr(1, text.size() - 2));
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

/// A row that is being written, in memory that is used again for the next.
class staged_rows::row_writer
{
public:
    explicit row_writer(const staged_rows& all) : all_(all) {}

    void append(json_buffer& out, std::size_t index)
    {
        row_ = all_.candidates_[index];
        out.line(1, index == 0);
        json_members members(out, 1);
        members.plain_text("model_id", row_.model_id);  // check_model_id()
        members.plain_text("provider", provider_of(row_.model_id));
        if (row_.license)
            members.text("license", *row_.license);
        else
            members.null("license");
        members.text("source", joined_sources());
        members.number("popularity_score", row_.popularity_score);
        members.written_texts("tags", written_tags(index));
        members.end();
    }

private:
    std::string_view joined_sources()
    {
        if (row_.sources.size() == 1)
            return row_.sources[0];
        sources_.clear();
        for (const auto source : row_.sources)
            (sources_ += sources_.empty() ? "" : "+") += source;
        return sources_;
    }

    /// In their order, each once, as they stand between the quotes.
    std::span<const std::string_view> written_tags(std::size_t index)
    {
        ranks_.clear();
        own_.clear();
        if (const auto listing = all_.candidates_.listing_at(index))
            look_at_tags(*listing);
        return row_.row && (own_.empty() || are_written_as_they_are()) ? ordered_tags()
                                                                       : any_tags();
    }

    /// Those that have a number, in their order; and the row's own, as they come.
    void look_at_tags(std::uint32_t listing)
    {
        const auto* const ranks = all_.ranks_.data() + all_.first_text_[listing];
        for (std::size_t i = 0; i < row_.tags.size(); ++i)
            if (const auto ref = row_.tags.refs()[i]; ref.is_own())
                own_.push_back(row_.tags[i]);
            else
                ranks_.push_back(ranks[ref.id()]);
        ranks_.resize(order_ranks(ranks_));
    }

    /// Whether tags of both kinds have one order: that of what is written.
    bool are_written_as_they_are() const
    {
        const auto& escaped = all_.escaped_ranks_;
        const auto is_escaped = [&](tag_rank rank) {
            return std::binary_search(escaped.begin(), escaped.end(), rank);
        };
        return (escaped.empty() || std::none_of(ranks_.begin(), ranks_.end(), is_escaped)) &&
               std::all_of(own_.begin(), own_.end(), is_json_plain);
    }

    /// Of a candidate that is no row, and of the few rows whose tags have two orders.
    std::span<const std::string_view> any_tags()
    {
        texts_.reset();
        tags_.assign(row_.tags.begin(), row_.tags.end());
        std::sort(tags_.begin(), tags_.end());
        tags_.erase(std::unique(tags_.begin(), tags_.end()), tags_.end());
        std::erase(tags_, "");
        for (auto& tag : tags_)
            tag = texts_.copy(as_json(tag, texts_));
        return tags_;
    }

    std::span<const std::string_view> ordered_tags()
    {
        tags_.resize(ranks_.size());
        std::transform(ranks_.begin(), ranks_.end(), tags_.begin(), [this](tag_rank rank) {
            return all_.tags_[rank];
        });
        // Few are put in their places quicker than all are merged; many would move the others
        // often.
        if (own_.size() > own_inserted_limit)
            return with_many_own();
        for (const auto tag : own_)
        {
            const auto place = std::lower_bound(tags_.begin(), tags_.end(), tag);
            if (place == tags_.end() || *place != tag)
                tags_.insert(place, tag);
        }
        return tags_;
    }

    std::span<const std::string_view> with_many_own()
    {
        std::sort(own_.begin(), own_.end());
        own_.erase(std::unique(own_.begin(), own_.end()), own_.end());
        united_.clear();
        std::set_union(
            tags_.begin(), tags_.end(), own_.begin(), own_.end(), std::back_inserter(united_)
        );
        return united_;
    }

    static constexpr std::size_t own_inserted_limit = 16;

    const staged_rows& all_;
    candidate_view row_ = {};
    std::vector<tag_rank> ranks_ = {};
    std::vector<std::string_view> own_ = {};
    std::vector<std::string_view> tags_ = {};
    std::vector<std::string_view> united_ = {};
    std::string sources_ = {};
    text_arena texts_ = {};
};

staged_rows::staged_rows(const candidate_table& candidates, const parallel_for& over)
    : candidates_(candidates)
{
    rank_tags(over);
}

// Several listings may share their texts, and several have the same text.
void staged_rows::rank_tags(const parallel_for& over)
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
    prefix_sort(texts).sort_by_text(keys, over);

    ranks_.resize(all.size());
    tags_ = {{}};
    std::string_view last;
    for (const auto& key : keys)
    {
        const auto tag = texts(key.position);
        if (tag != last)
        {
            last = tag;
            tags_.push_back(as_json(tag, escaped_));
            if (tags_.back().data() != tag.data())
                escaped_ranks_.push_back(static_cast<tag_rank>(tags_.size() - 1));
        }
        ranks_[key.position] = static_cast<tag_rank>(tags_.size() - 1);
    }
}

void staged_rows::append(json_buffer& out, index_range rows) const
{
    row_writer writer(*this);
    for (auto i = rows.begin; i < rows.end; ++i)
    {
        // They lie in the order they were published in.
        if (i + rows_ahead < rows.end)
            candidates_.prefetch_tags(i + rows_ahead);
        writer.append(out, i);
    }
}

}  // namespace muster
