#pragma once

#include "candidate.hpp"
#include "indexed_iterator.hpp"
#include "model_table.hpp"
#include "parallel_for.hpp"

#include <boost/container/vector.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// A candidate where it stands.
struct candidate_view
{
    std::string_view model_id = {};
    std::optional<std::string_view> license = {};
    text_list sources = {};
    double popularity_score = 0;
    text_list tags = {};                ///< in any order, and some perhaps twice
    const packed_model* row = nullptr;  ///< where it was published, as long as it is of one row

    candidate_view() = default;
    candidate_view(const candidate& one);  // NOLINT: whatever takes the one takes the other

    /// Of a row whose source looked into the repository itself.
    bool has_facts() const noexcept;

    candidate whole() const;
};

/// Candidates in their order. One that says what a row of a listing says is kept as a reference
/// to that; copies of a table share the rows.
///
/// Views are valid until a candidate is added or replaced.
class candidate_table
{
public:
    using iterator = indexed_iterator<candidate_table, candidate_view>;

    candidate_table() = default;
    candidate_table(std::vector<candidate> candidates);  // NOLINT: a plain list is one, too

    /// The rows that are added after this are of these models, listed under this label.
    void add_listing(const model_table& models, std::string label);

    /// What the row says must be fit for a candidate: see normalize().
    void add(const model_view& row);

    /// The same, where the id is one as it stands (check_model_id): takes what is known of the row,
    /// and does not look at it.
    void add(const packed_model& row, text_id license, std::uint32_t id_hash);
    void push_back(candidate one);
    void append(candidate_table more, const parallel_for& over = serial_for);
    void reserve(std::size_t size) { entries_.reserve(size); }

    std::size_t size() const noexcept { return entries_.size(); }
    bool empty() const noexcept { return entries_.empty(); }
    candidate_view operator[](std::size_t index) const;
    candidate_view front() const { return (*this)[0]; }
    iterator begin() const noexcept { return {*this, 0}; }
    iterator end() const noexcept { return {*this, size()}; }
    std::string_view id_at(std::size_t index) const noexcept;
    double popularity_at(std::size_t index) const noexcept;

    /// Of a row of a listing; none of another candidate.
    text_list row_tags_at(std::size_t index) const noexcept;

    /// For an id_index.
    std::uint32_t id_hash_at(std::size_t index) const noexcept { return entries_[index].id_hash; }

    /// id_at(), for an id_index of positions in this table.
    struct id_reader
    {
        const candidate_table* table = nullptr;
        std::string_view operator()(std::size_t index) const noexcept
        {
            return table->id_at(index);
        }
        void prefetch(std::size_t index) const noexcept { table->prefetch(index); }

        /// Of what tells where the id is: to be asked for sooner.
        void prefetch_place(std::size_t index) const noexcept
        {
            __builtin_prefetch(&table->entries_[index]);
        }
    };
    id_reader ids() const noexcept { return {this}; }

    void replace(std::size_t index, candidate by);

    /// Leaves only those that are wanted: asked by position.
    template <class IsWanted>
    void keep_if(IsWanted is_wanted)
    {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < entries_.size(); ++i)
            if (is_wanted(i))
                entries_[kept++] = entries_[i];
        entries_.resize(kept);
    }

    /// As the staging file is: popularity from high to low, then id by bytes.
    void sort(const parallel_for& over = serial_for);

    /// In the order of these positions, of which each is there once.
    void reorder(std::span<const std::uint32_t> positions, const parallel_for& over = serial_for);

    std::vector<candidate> whole() const;

    /// What rows of one listing have in common.
    struct listed
    {
        std::shared_ptr<model_table::storage> storage = {};
        std::vector<std::string> sources = {};                  ///< the one label
        std::vector<std::optional<std::string>> licenses = {};  ///< as candidates have them
        std::vector<std::uint32_t> license_of = {};  ///< by text: one more than its place there
    };
    std::span<const std::shared_ptr<listed>> listings() const noexcept { return listings_; }

    /// Has the memory of a candidate fetched that will be looked at soon: up to its id.
    void prefetch(std::size_t index) const noexcept;

    /// The same, up to its tags.
    void prefetch_tags(std::size_t index) const noexcept;

    /// For those who go through the candidates as far as this end: that of one some places on.
    void prefetch_after(std::size_t index, std::size_t end) const noexcept
    {
        if (index + prefetched_ahead < end)
            prefetch(index + prefetched_ahead);
    }

    /// Which of the listings a candidate is a row of; nothing when it is none.
    std::optional<std::uint32_t> listing_at(std::size_t index) const noexcept;

private:
    static constexpr std::size_t prefetched_ahead = 16;

    // There are millions, whose memory is first written by several cores: none of it is set before.
    struct entry
    {
        const packed_model* row;  ///< null: one of plain_
        std::uint32_t place;      ///< in listings_, or in plain_
        std::uint32_t id_hash;
    };
    using entries = boost::container::vector<entry>;

    entry keep_plain(candidate one);

    entries entries_ = {};
    std::vector<candidate> plain_ = {};
    std::vector<std::shared_ptr<listed>> listings_ = {};
};

}  // namespace muster
