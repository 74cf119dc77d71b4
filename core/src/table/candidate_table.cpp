#include "candidate_table.hpp"

#include "candidate_order.hpp"
#include "id_index.hpp"
#include "muster/license.hpp"
#include "text/trim.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace muster {

namespace {

constexpr std::size_t cache_line_bytes = 64;

void fetch_lines(const packed_model* row, std::size_t count) noexcept
{
    const auto* const bytes = reinterpret_cast<const char*>(row);
    for (std::size_t line = 0; row && line < count; ++line)
        __builtin_prefetch(bytes + line * cache_line_bytes);
}

}  // namespace

candidate_view::candidate_view(const candidate& one)
    : model_id(one.model_id), sources(one.sources), popularity_score(one.popularity_score),
      tags(one.tags)
{
    if (one.license)
        license = *one.license;
}

bool candidate_view::has_facts() const noexcept
{
    model_view published;
    published.place = row;
    return published.has_facts();
}

candidate candidate_view::whole() const
{
    candidate out;
    out.model_id = model_id;
    if (license)
        out.license = *license;
    out.sources = sources.whole();
    out.popularity_score = popularity_score;
    out.tags = tags.whole();
    std::erase(out.tags, "");
    std::sort(out.tags.begin(), out.tags.end());
    out.tags.erase(std::unique(out.tags.begin(), out.tags.end()), out.tags.end());
    return out;
}

candidate_table::candidate_table(std::vector<candidate> candidates)
{
    reserve(candidates.size());
    for (auto& one : candidates)
        push_back(std::move(one));
}

void candidate_table::add_listing(const model_table& models, std::string label)
{
    auto added = std::make_shared<listed>();
    added->storage = models.shared_storage();
    added->sources = {std::move(label)};
    listings_.push_back(std::move(added));
}

void candidate_table::add(const model_view& row)
{
    const auto id = trimmed(row.model_id);
    add(*row.place, row.license_id(), id_index::hash_of(id));
    // So that ids of rows need no look again: few are not as they should be.
    if (id.size() != row.model_id.size())
    {
        auto one = (*this)[size() - 1].whole();
        one.model_id = id;
        replace(size() - 1, std::move(one));
    }
}

void candidate_table::add(const packed_model& row, text_id license, std::uint32_t id_hash)
{
    auto& common = *listings_.back();
    if (license >= common.license_of.size())
        common.license_of.resize(common.storage->texts.size());
    auto& known = common.license_of[license];
    if (known == 0)
    {
        common.licenses.push_back(normalize_license(common.storage->texts.text(license)));
        known = static_cast<std::uint32_t>(common.licenses.size());
    }
    entries_.push_back({&row, static_cast<std::uint32_t>(listings_.size() - 1), id_hash});
}

candidate_table::entry candidate_table::keep_plain(candidate one)
{
    const entry at = {
        nullptr, static_cast<std::uint32_t>(plain_.size()), id_index::hash_of(one.model_id)};
    plain_.push_back(std::move(one));
    return at;
}

void candidate_table::push_back(candidate one) { entries_.push_back(keep_plain(std::move(one))); }

void candidate_table::append(candidate_table more, const parallel_for& over)
{
    const auto listings = static_cast<std::uint32_t>(listings_.size());
    const auto plain = static_cast<std::uint32_t>(plain_.size());
    std::move(more.listings_.begin(), more.listings_.end(), std::back_inserter(listings_));
    std::move(more.plain_.begin(), more.plain_.end(), std::back_inserter(plain_));
    const auto begin = entries_.size();
    entries_.resize(begin + more.size(), boost::container::default_init);
    over(chunk_count(more.size()), [&](std::size_t chunk) {
        const auto [first, last] = chunk_range(more.size(), chunk);
        for (auto i = first; i < last; ++i)
        {
            auto one = more.entries_[i];
            one.place += one.row ? listings : plain;
            entries_[begin + i] = one;
        }
    });
}

candidate_view candidate_table::operator[](std::size_t index) const
{
    const auto& at = entries_[index];
    if (!at.row)
        return plain_[at.place];
    const auto& common = *listings_[at.place];
    const auto published = model_table::view_of(*at.row, common.storage->texts);
    candidate_view out;
    out.model_id = published.model_id;
    if (const auto& license = common.licenses[common.license_of[published.license_id()] - 1])
        out.license = *license;
    out.sources = text_list(common.sources);
    out.popularity_score = popularity_score(published.popularity);
    out.tags = published.tags;
    out.row = at.row;
    return out;
}

std::string_view candidate_table::id_at(std::size_t index) const noexcept
{
    const auto& at = entries_[index];
    return at.row ? model_table::id_of(*at.row) : plain_[at.place].model_id;
}

text_list candidate_table::row_tags_at(std::size_t index) const noexcept
{
    const auto& at = entries_[index];
    return at.row ? model_table::tags_of(*at.row, listings_[at.place]->storage->texts)
                  : text_list();
}

double candidate_table::popularity_at(std::size_t index) const noexcept
{
    const auto& at = entries_[index];
    return at.row ? popularity_score(model_table::popularity_of(*at.row))
                  : plain_[at.place].popularity_score;
}

void candidate_table::replace(std::size_t index, candidate by)
{
    entries_[index] = keep_plain(std::move(by));
}

void candidate_table::sort(const parallel_for& over) { reorder(staging_sort(*this, over), over); }

void candidate_table::reorder(std::span<const std::uint32_t> positions, const parallel_for& over)
{
    entries ordered(positions.size(), boost::container::default_init);
    over(chunk_count(ordered.size()), [&](std::size_t chunk) {
        const auto [begin, end] = chunk_range(ordered.size(), chunk);
        for (auto i = begin; i < end; ++i)
        {
            if (i + prefetched_ahead < end)
                __builtin_prefetch(&entries_[positions[i + prefetched_ahead]]);
            ordered[i] = entries_[positions[i]];
        }
    });
    entries_ = std::move(ordered);
}

std::vector<candidate> candidate_table::whole() const
{
    std::vector<candidate> candidates;
    candidates.reserve(size());
    for (const auto& one : *this)
        candidates.push_back(one.whole());
    return candidates;
}

void candidate_table::prefetch(std::size_t index) const noexcept
{
    fetch_lines(entries_[index].row, 2);
}

void candidate_table::prefetch_tags(std::size_t index) const noexcept
{
    fetch_lines(entries_[index].row, 4);
}

std::optional<std::uint32_t> candidate_table::listing_at(std::size_t index) const noexcept
{
    const auto& at = entries_[index];
    return at.row ? std::optional(at.place) : std::nullopt;
}

}  // namespace muster
