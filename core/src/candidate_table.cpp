#include "muster/candidate_table.hpp"

#include "muster/normalize.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace muster {

namespace {

constexpr std::size_t cache_line_bytes = 64;

/// Eight letters of an id, so that comparing the numbers compares the texts.
std::uint64_t letters_of_id(std::string_view id, std::size_t from) noexcept
{
    std::uint64_t letters = 0;
    for (std::size_t i = from; i < from + sizeof letters; ++i)
        letters = (letters << 8U) | (i < id.size() ? static_cast<unsigned char>(id[i]) : 0U);
    return letters;
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

candidate_table::candidate_table(std::vector<candidate> candidates) : plain_(std::move(candidates))
{
    entries_.resize(plain_.size());
    for (std::size_t i = 0; i < plain_.size(); ++i)
        entries_[i].plain = static_cast<std::uint32_t>(i);
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
    auto& common = *listings_.back();
    const auto license = row.license_id();
    if (license >= common.license_of.size())
        common.license_of.resize(common.storage->texts.size());
    auto& known = common.license_of[license];
    if (known == 0)
    {
        common.licenses.push_back(normalize_license(row.license));
        known = static_cast<std::uint32_t>(common.licenses.size());
    }
    entries_.push_back({row.place, static_cast<std::uint32_t>(listings_.size() - 1), 0});
    // So that ids of rows need no look again: few are not as they should be.
    const auto id = trimmed(row.model_id);
    if (id.size() != row.model_id.size())
    {
        auto one = (*this)[size() - 1].whole();
        one.model_id = id;
        replace(size() - 1, std::move(one));
    }
}

void candidate_table::append(candidate_table&& more)
{
    if (empty() && listings_.empty() && plain_.empty())
        *this = std::move(more);
    else
        append(std::as_const(more));
    more = {};
}

void candidate_table::push_back(candidate one)
{
    entries_.push_back({nullptr, 0, static_cast<std::uint32_t>(plain_.size())});
    plain_.push_back(std::move(one));
}

void candidate_table::append(const candidate_table& more)
{
    const auto listings = static_cast<std::uint32_t>(listings_.size());
    const auto plain = static_cast<std::uint32_t>(plain_.size());
    listings_.insert(listings_.end(), more.listings_.begin(), more.listings_.end());
    plain_.insert(plain_.end(), more.plain_.begin(), more.plain_.end());
    for (auto one : more.entries_)
    {
        one.listing += listings;
        one.plain += plain;
        entries_.push_back(one);
    }
}

candidate_view candidate_table::operator[](std::size_t index) const
{
    const auto& at = entries_[index];
    if (!at.row)
        return plain_[at.plain];
    const auto& common = *listings_[at.listing];
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
    return at.row ? model_table::id_of(*at.row) : plain_[at.plain].model_id;
}

double candidate_table::popularity_at(std::size_t index) const noexcept
{
    const auto& at = entries_[index];
    return at.row ? popularity_score(model_table::popularity_of(*at.row))
                  : plain_[at.plain].popularity_score;
}

void candidate_table::replace(std::size_t index, candidate by)
{
    entries_[index] = {nullptr, 0, static_cast<std::uint32_t>(plain_.size())};
    plain_.push_back(std::move(by));
}

// Popularity first, as numbers that stand side by side; ids are looked at where it is equal.
void candidate_table::sort()
{
    struct key
    {
        double popularity = 0;
        std::uint32_t position = 0;
    };
    std::vector<key> keys(size());
    for (std::uint32_t i = 0; i < keys.size(); ++i)
        keys[i] = {popularity_at(i), i};
    std::sort(keys.begin(), keys.end(), [](const key& a, const key& b) {
        return a.popularity > b.popularity;
    });
    std::vector<std::uint32_t> positions(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i)
        positions[i] = keys[i].position;
    for (std::size_t begin = 0; begin < keys.size();)
    {
        auto end = begin + 1;
        while (end < keys.size() && keys[end].popularity == keys[begin].popularity)
            ++end;
        sort_equals(std::span(positions).subspan(begin, end - begin));
        begin = end;
    }
    std::vector<key>().swap(keys);
    reorder(positions);
}

// The first 24 letters stand side by side, too: few ids have to be looked at.
void candidate_table::sort_equals(std::span<std::uint32_t> positions) const
{
    if (positions.size() < 2)
        return;
    struct key
    {
        std::array<std::uint64_t, 3> beginning = {};
        std::uint32_t position = 0;
    };
    std::vector<key> keys;
    keys.reserve(positions.size());
    for (const auto position : positions)
    {
        const auto id = id_at(position);
        keys.push_back(
            {{letters_of_id(id, 0), letters_of_id(id, 8), letters_of_id(id, 16)}, position}
        );
    }
    std::sort(keys.begin(), keys.end(), [this](const key& a, const key& b) {
        if (a.beginning != b.beginning)
            return a.beginning < b.beginning;
        return id_at(a.position) < id_at(b.position);
    });
    for (std::size_t i = 0; i < keys.size(); ++i)
        positions[i] = keys[i].position;
}

void candidate_table::reorder(std::span<const std::uint32_t> positions)
{
    std::vector<entry> ordered;
    ordered.reserve(positions.size());
    for (const auto position : positions)
        ordered.push_back(entries_[position]);
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
    const auto* const row = entries_[index].row;
    if (!row)
        return;
    __builtin_prefetch(row);
    __builtin_prefetch(reinterpret_cast<const char*>(row) + cache_line_bytes);
}

std::optional<std::uint32_t> candidate_table::listing_at(std::size_t index) const noexcept
{
    const auto& at = entries_[index];
    return at.row ? std::optional(at.listing) : std::nullopt;
}

}  // namespace muster
