#include "candidate_table.hpp"

#include "candidate_order.hpp"
#include "id_index.hpp"
#include "muster/license.hpp"
#include "repeat_filter.hpp"
#include "text/trim.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace muster {

namespace {

// Fetching a row from memory takes about as long as writing a few that are there.
constexpr std::size_t rows_ahead = 8;
constexpr std::size_t cache_line_bytes = 64;

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

void candidate_view::sort_tags(std::vector<std::string_view>& into) const
{
    into.assign(tags.begin(), tags.end());
    std::erase(into, "");
    // The first letter decides between most tags, without a call.
    std::sort(into.begin(), into.end(), [](std::string_view a, std::string_view b) {
        const auto first = static_cast<unsigned char>(a.front());
        const auto other = static_cast<unsigned char>(b.front());
        return first != other ? first < other : a < b;
    });
    into.erase(std::unique(into.begin(), into.end()), into.end());
}

candidate candidate_view::to_owned() const
{
    candidate out;
    out.model_id = model_id;
    if (license)
        out.license = *license;
    out.sources = sources.to_owned();
    out.popularity_score = popularity_score;
    std::vector<std::string_view> sorted;
    sort_tags(sorted);
    out.tags.assign(sorted.begin(), sorted.end());
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
    // Shared by all rows of the listing: a view refers to it.
    added->sources = {std::move(label)};
    listings_.push_back(std::move(added));
}

void candidate_table::add(const model_view& row)
{
    // A table is filled listing by listing.
    auto& common = *listings_.back();
    const auto license = row.license_id();
    if (license >= common.license_of.size())
        // The table may have grown since the last row.
        common.license_of.resize(common.storage->texts.size());
    // Each spelling is normalized once: a million rows have some hundred licences.
    auto& known = common.license_of[license];
    if (known == 0)
    {
        common.licenses.push_back(normalize_license(row.license));
        known = static_cast<std::uint32_t>(common.licenses.size());
    }
    const auto id = trimmed(row.model_id);
    entries_.push_back({row.place, static_cast<std::uint32_t>(listings_.size() - 1), id_hash(id)});
    // A reference stands for the row as it was published: few ids have space around them.
    if (id.size() != row.model_id.size())
    {
        auto one = (*this)[size() - 1].to_owned();
        one.model_id = id;
        replace(size() - 1, std::move(one));
    }
}

candidate_table::entry candidate_table::keep_plain(candidate one)
{
    const entry at = {nullptr, static_cast<std::uint32_t>(plain_.size()), id_hash(one.model_id)};
    plain_.push_back(std::make_shared<const candidate>(std::move(one)));
    return at;
}

void candidate_table::push_back(candidate one) { entries_.push_back(keep_plain(std::move(one))); }

void candidate_table::append(candidate_table more)
{
    for (auto one : more.entries_)
    {
        // Places are positions in the lists that are appended below.
        one.place += static_cast<std::uint32_t>(one.row ? listings_.size() : plain_.size());
        entries_.push_back(one);
    }
    std::move(more.listings_.begin(), more.listings_.end(), std::back_inserter(listings_));
    std::move(more.plain_.begin(), more.plain_.end(), std::back_inserter(plain_));
}

candidate_view candidate_table::operator[](std::size_t index) const
{
    // Rows lie in the order in which they were published: who goes through a sorted table would
    // wait for the memory of each.
    const auto* const soon =
        index + rows_ahead < entries_.size() ? entries_[index + rows_ahead].row : nullptr;
    if (soon)
    {
        __builtin_prefetch(soon);
        // The id goes on there, and the tags begin.
        __builtin_prefetch(reinterpret_cast<const char*>(soon) + cache_line_bytes);
    }
    const auto& at = entries_[index];
    // Renamed, merged or read from a file: it stands for itself.
    if (!at.row)
        return *plain_[at.place];
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
    return at.row ? model_table::id_of(*at.row) : plain_[at.place]->model_id;
}

double candidate_table::popularity_at(std::size_t index) const noexcept
{
    const auto& at = entries_[index];
    return at.row ? popularity_score(model_table::popularity_of(*at.row))
                  : plain_[at.place]->popularity_score;
}

void candidate_table::replace(std::size_t index, candidate by)
{
    // The row itself stays as it was published; what it was replaced by is the table's own.
    entries_[index] = keep_plain(std::move(by));
}

void candidate_table::sort(const parallel_for& over) { reorder(staging_sort(*this, over)); }

void candidate_table::reorder(std::span<const std::uint32_t> positions)
{
    // A new list: moving 16 bytes each in a cycle would be slower, and no smaller for long.
    std::vector<entry> ordered(positions.size());
    std::transform(positions.begin(), positions.end(), ordered.begin(), [this](auto position) {
        return entries_[position];
    });
    entries_ = std::move(ordered);
}

std::vector<std::vector<std::uint32_t>> same_ids(const candidate_table& all)
{
    repeat_filter filter(all.size());
    for (std::uint32_t i = 0; i < all.size(); ++i)
        filter.note(all.id_hash_at(i));
    std::map<std::uint32_t, std::vector<std::uint32_t>> by_first;
    id_index index(all.ids());
    for (std::uint32_t i = 0; i < all.size(); ++i)
    {
        const auto hash = all.id_hash_at(i);
        const auto first = filter.may_repeat(hash) ? index.add(i, hash) : std::nullopt;
        if (!first)
            continue;
        auto& group = by_first[*first];
        if (group.empty())
            group.push_back(*first);
        group.push_back(i);
    }
    std::vector<std::vector<std::uint32_t>> groups;
    for (auto& [first, group] : by_first)
        groups.push_back(std::move(group));
    return groups;
}

bool operator==(const candidate_table& a, const candidate_table& b)
{
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i)
    {
        const auto one = a[i];
        const auto other = b[i];
        // Most tables that are compared were staged from the same listings.
        const bool is_one_row = one.row && one.row == other.row;
        if (!is_one_row && one.to_owned() != other.to_owned())
            return false;
    }
    return true;
}

}  // namespace muster
