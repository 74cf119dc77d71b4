#pragma once

#include "indexed_iterator.hpp"
#include "muster/source.hpp"
#include "repository_facts.hpp"
#include "text_list.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace muster {

struct packed_model;

/// A model of a table, read in place.
struct model_view
{
    std::string_view model_id = {};
    std::string_view name = {};
    std::string_view license = {};
    std::optional<double> popularity = {};
    text_list tags = {};
    const packed_model* place = nullptr;
    const interned_texts* texts = nullptr;

    bool has_facts() const noexcept;
    repository_facts facts() const;
    text_id license_id() const noexcept;

    friend bool operator==(const model_view& a, const model_view& b);
};

/// Records in their order, in as little memory as they need: a million takes 140 MB.
///
/// Rows are never changed. Copies of a table share them, and have their own choice and order; a
/// table that was copied may go on growing, on the same thread.
class model_table
{
public:
    using iterator = indexed_iterator<model_table, model_view>;

    model_table();

    void add(const record& model);

    bool empty() const noexcept { return rows_.empty(); }
    std::size_t size() const noexcept { return rows_.size(); }
    model_view operator[](std::size_t index) const noexcept;
    iterator begin() const noexcept { return {*this, 0}; }
    iterator end() const noexcept { return {*this, rows_.size()}; }

    /// Leaves only the rows that are wanted.
    template <class IsWanted>
    void keep_if(IsWanted is_wanted)
    {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < rows_.size(); ++i)
            if (is_wanted((*this)[i]))
                rows_[kept++] = rows_[i];
        rows_.resize(kept);
    }

    friend bool operator==(const model_table& a, const model_table& b);

    /// The memory of all rows. Views are valid as long as this is held.
    struct storage;
    const std::shared_ptr<storage>& shared_storage() const noexcept { return storage_; }

    /// The view of a row of that storage.
    static model_view view_of(const packed_model& row, const interned_texts& texts) noexcept;
    static std::string_view id_of(const packed_model& row) noexcept;
    static text_list tags_of(const packed_model& row, const interned_texts& texts) noexcept;
    static std::optional<double> popularity_of(const packed_model& row) noexcept;

private:
    std::shared_ptr<storage> storage_;
    std::vector<const packed_model*> rows_ = {};
};

struct model_table::storage
{
    text_arena arena = {};
    interned_texts texts = {};
    std::vector<text_ref> row_tags = {};  ///< of the row that is being added
};

}  // namespace muster
