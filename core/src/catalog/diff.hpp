#pragma once

#include "muster/failure.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// One member of a row that is not what it was. Absent members are null.
struct field_change
{
    std::string field = {};  ///< "params_b"; "origin.params_b" inside the evidence of a row
    boost::json::value before = {};
    boost::json::value after = {};
};

/// A row that is in both files and differs.
struct row_change
{
    std::string model_id = {};  ///< as it is spelled now
    std::vector<field_change> fields = {};

    /// Whether the values stand, and only what they were derived from is another.
    bool is_evidence_alone() const noexcept;
};

/// A model whose place among those that stayed is another: places are counted from 1, by
/// popularity, without the models that came or went.
struct rank_move
{
    std::string model_id = {};
    std::size_t from = 0;
    std::size_t to = 0;
};

/// What changed between two files of rows: staging files or models.json.
struct row_diff
{
    std::vector<boost::json::object> added = {};  ///< whole rows, in the order of their file
    std::vector<boost::json::object> gone = {};
    std::vector<row_change> changed = {};
    std::vector<rank_move> moved = {};  ///< the farthest first; staging files only
    std::size_t unchanged = 0;

    bool is_empty() const noexcept
    {
        return added.empty() && gone.empty() && changed.empty() && moved.empty();
    }
};

/// A text and the name it has in messages.
struct named_text
{
    std::string_view text = {};
    std::string_view name = {};
};

/// Compares two files row by row. Rows are the same model when their ids are, letter case aside; a
/// new spelling is a change of the field model_id. The popularity score is compared by rank alone:
/// every score is another each day.
///
/// Fails with not_json or wrong_shape: no list of objects with a model_id, or a model listed twice.
result<row_diff> diff_rows(const named_text& before, const named_text& after);

/// An object of added, gone, changed and moved.
boost::json::object to_json(const row_diff& diff);

}  // namespace muster
