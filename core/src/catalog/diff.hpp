#pragma once

#include "identity/aliases.hpp"
#include "json/list_writer.hpp"
#include "json/long_list.hpp"
#include "muster/failure.hpp"
#include "table/parallel_for.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace muster {

/// A member of a row that changed. Absent values are null.
struct field_change
{
    std::string field = {};  ///< "params_b", or "origin.params_b" for its evidence
    boost::json::value before = {};
    boost::json::value after = {};
};

/// Whether it is the mark of a row that no source lists any more.
bool is_mark_of_absence(const field_change& change);

/// Whether two values of a member are equal: numbers by what they are, 18 and 18.0, and lists in
/// any order.
bool is_same_value(const boost::json::value& a, const boost::json::value& b);

/// How two rows differ, in the order of their members; `origin` one by one ("origin.params").
std::vector<field_change>
changed_fields(const boost::json::object& before, const boost::json::object& after);

/// A row of both files that differs.
struct row_change
{
    std::string model_id = {};  ///< as it is spelled now
    std::vector<field_change> fields = {};

    /// Whether all values are equal and only their evidence changed.
    bool is_evidence_alone() const noexcept;
};

/// A model whose rank changed. Ranks begin at 1, by popularity, and leave out models that are in
/// one file only.
struct rank_move
{
    std::string model_id = {};
    std::size_t from = 0;
    std::size_t to = 0;
};

/// A row that stays in its file until it is needed: there may be more than fit in memory.
class filed_row
{
public:
    filed_row(const long_list& file, long_list::place place) : file_(&file), place_(place) {}

    boost::json::object read() const;

private:
    const long_list* file_;
    long_list::place place_;
};

/// The difference between two staging files or two models.json.
struct row_diff
{
    /// What was compared, which the rows are read from.
    std::shared_ptr<const std::pair<long_list, long_list>> files = {};

    std::vector<filed_row> added = {};  ///< in the order of their file
    std::vector<filed_row> gone = {};
    std::vector<row_change> changed = {};
    std::vector<rank_move> moved = {};  ///< the farthest first; staging files only
    std::size_t unchanged = 0;

    // Told by tell_fates(), as ids:
    std::vector<std::string> archived = {};  ///< of those gone: they went to the archive
    std::vector<std::string> back = {};      ///< of those added or changed: they had left before
    std::vector<std::string> unlisted = {};  ///< of those changed: no source lists them any more

    bool is_empty() const noexcept
    {
        return added.empty() && gone.empty() && changed.empty() && moved.empty();
    }
};

/// Compares two files row by row, many at once. Rows with the same id, letter case aside, are the
/// same model; a new spelling is a change of the field model_id. Popularity scores are compared by
/// rank alone, as all of them change every day.
///
/// Fails with not_json or wrong_shape: not a list of objects with a model_id, or a model twice.
result<row_diff>
diff_rows(long_list before, long_list after, const parallel_for& over = serial_for);

/// What is known beside two files of where rows went and came from; folded ids.
struct model_fates
{
    alias_table aliases = {};
    std::set<std::string> archived = {};  ///< now in the archive
    std::set<std::string> returned = {};  ///< ever back from there
};

/// Adds what became of rows: a renamed model is no row gone and another added, but a change of
/// model_id.
void tell_fates(row_diff& diff, const model_fates& known);

/// Writes the JSON form: an object with added, gone, changed and moved, then `held` (changes that
/// wait for a person), archived, back and unlisted.
void write_json(const row_diff& diff, const boost::json::array& held, text_in_pieces& out);

}  // namespace muster
