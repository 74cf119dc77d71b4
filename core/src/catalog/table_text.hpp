#pragma once

#include "text/seeded_hash.hpp"

#include <boost/json/array.hpp>
#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The columns of the staging file and of models.json, in order. "origin_layers" is the member
/// "layers" of the object "origin".
std::span<const std::string_view> staging_columns();
std::span<const std::string_view> models_columns();

/// Rows as comma-separated values, of a table too large for memory: RFC 4180, in UTF-8, with a
/// header line and CR LF at line ends. Members of nested objects are columns of their own; members
/// without a column follow the given columns, by name, so that nothing is lost.
///
/// An absent value or null is an empty cell. A list is its texts joined by ";", with a backslash in
/// front of each ";" and backslash within. Text that begins with = + - @, a tab or a carriage
/// return gets an apostrophe in front: a spreadsheet would run it as a formula, and the text may
/// come from anywhere. Numbers are left as they are.
class csv_table
{
public:
    explicit csv_table(std::span<const std::string_view> columns);

    /// Call with all rows, then write_head() once, then write_row() with the same rows.
    void add_columns_of(const boost::json::value& row);

    /// Each appends a line.
    void write_head(std::string& out);
    void write_row(std::string& out, const boost::json::value& row);

private:
    std::vector<std::string> names_ = {};
    std::set<std::string> more_ = {};  ///< members without a column
    boost::unordered_flat_map<std::string, std::size_t, text_hash> places_ = {};
    std::vector<const boost::json::value*> cells_ = {};  ///< of a row, in memory that is used again
};

/// The same of rows in memory.
std::string write_csv(const boost::json::array& rows, std::span<const std::string_view> columns);

}  // namespace muster
