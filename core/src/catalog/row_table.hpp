#pragma once

#include "models.hpp"
#include "table/indexed_iterator.hpp"
#include "table/parallel_for.hpp"
#include "text/chunked_text.hpp"

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster {

/// Rows of models.json in little memory: a row takes about a tenth of a model_row. It reads like a
/// container of model_row, which are made when they are looked at.
///
/// Copies share rows, and have their own choice and order of them; a row that a table with the same
/// memory has already takes none. Tables that share memory may grow on one thread alone.
class row_table
{
public:
    using value_type = model_row;
    using iterator = indexed_iterator<row_table, model_row>;
    using const_iterator = iterator;

    row_table();
    row_table(const std::vector<model_row>& rows);  // NOLINT: a plain list is one, too
    row_table(std::initializer_list<model_row> rows);

    /// An empty table that shares the memory of this one.
    row_table sibling() const;

    void push_back(const model_row& row);

    /// A row that is made ready elsewhere than where the table grows: packed, unless the table
    /// lacks one of its texts.
    struct draft
    {
        std::string packed = {};
        std::unique_ptr<model_row> row = {};  ///< instead
    };

    /// Several threads may call it at once, while no table with this memory grows.
    draft prepare(model_row row) const;

    /// Precondition: prepare() of a table with the same memory made it.
    void push_back(draft row);

    /// A row of another table.
    void push_back(const row_table& from, std::size_t index);

    std::size_t size() const noexcept { return rows_.size(); }
    bool empty() const noexcept { return rows_.empty(); }
    model_row operator[](std::size_t index) const;

    /// Throws std::out_of_range.
    model_row at(std::size_t index) const;
    iterator begin() const noexcept { return {*this, 0}; }
    iterator end() const noexcept { return {*this, size()}; }

    std::string_view id_at(std::size_t index) const noexcept;

    /// A row without its texts and origins, in a fraction of the time.
    model_row numbers_at(std::size_t index) const;

    /// Whether a row is one that no source lists any more: unlisted_since or gone_since.
    bool is_marked(std::size_t index) const;

    /// Whether a row is equal to one of another table.
    bool is_same(std::size_t index, const row_table& other, std::size_t other_index) const;

    /// By id, by bytes. Rows with the same id stay in their order.
    void sort();

    /// The text of models.json, in the order of the rows. The rows are shared: this one may go on
    /// changing.
    chunked_text to_text() const;

private:
    struct storage;

    std::shared_ptr<storage> storage_;
    std::vector<const char*> rows_ = {};
};

/// Reads models.json, many rows at once. Fails as for_each_model() does.
result<row_table> read_row_table(const long_list& file, const parallel_for& over = serial_for);

}  // namespace muster
