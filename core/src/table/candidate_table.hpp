#pragma once

#include "candidate.hpp"
#include "indexed_iterator.hpp"
#include "model_table.hpp"
#include "parallel_for.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// A candidate of a table, read in place.
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

    /// The tags in their order, each once, without an empty one. They refer to the same texts.
    void sort_tags(std::vector<std::string_view>& into) const;

    candidate to_owned() const;
};

/// A list of candidates that reads like a container of candidate_view. A candidate that equals a
/// row of a listing is stored as a reference to that row. A copy shares all candidates, and has its
/// own choice and order of them.
///
/// Views are valid until a candidate is added or replaced. A position has 32 bits.
class candidate_table
{
public:
    using iterator = indexed_iterator<candidate_table, candidate_view>;

    candidate_table() = default;
    candidate_table(std::vector<candidate> candidates);  // NOLINT: a plain list is one, too

    /// The rows that are added after this are of these models, listed under this label.
    void add_listing(const model_table& models, std::string label);

    /// Precondition: a row of the listing added last, whose id is a model id (check_model_id) but
    /// for space around it.
    void add(const model_view& row);

    void push_back(candidate one);
    void append(candidate_table more);
    void reserve(std::size_t size) { entries_.reserve(size); }

    std::size_t size() const noexcept { return entries_.size(); }
    bool empty() const noexcept { return entries_.empty(); }
    candidate_view operator[](std::size_t index) const;
    candidate_view front() const { return (*this)[0]; }
    iterator begin() const noexcept { return {*this, 0}; }
    iterator end() const noexcept { return {*this, size()}; }
    std::string_view id_at(std::size_t index) const noexcept;
    double popularity_at(std::size_t index) const noexcept;

    /// id_hash() of its id.
    std::uint32_t id_hash_at(std::size_t index) const noexcept { return entries_[index].id_hash; }

    /// id_at(), for an id_index of positions in this table, which must stay where it is.
    auto ids() const noexcept
    {
        return [this](std::uint32_t position) { return id_at(position); };
    }

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
    void reorder(std::span<const std::uint32_t> positions);

    /// Whether the same candidates stand in the same order, wherever they are stored.
    friend bool operator==(const candidate_table& a, const candidate_table& b);

private:
    /// What rows of one listing have in common.
    struct listed
    {
        std::shared_ptr<model_table::storage> storage = {};
        std::vector<std::string> sources = {};                  ///< the one label
        std::vector<std::optional<std::string>> licenses = {};  ///< as candidates have them
        std::vector<std::uint32_t> license_of = {};  ///< by text: one more than its place there
    };

    struct entry
    {
        const packed_model* row = nullptr;  ///< null: one of plain_
        std::uint32_t place = 0;            ///< in listings_, or in plain_
        std::uint32_t id_hash = 0;
    };

    entry keep_plain(candidate one);

    std::vector<entry> entries_ = {};
    std::vector<std::shared_ptr<const candidate>> plain_ = {};
    std::vector<std::shared_ptr<listed>> listings_ = {};
};

/// The positions of each model that is there more than once, letter case aside: few are. Rising in
/// a group, and the groups by their first.
std::vector<std::vector<std::uint32_t>> same_ids(const candidate_table& all);

}  // namespace muster
