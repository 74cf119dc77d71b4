#pragma once

#include <boost/json/array.hpp>

#include <span>
#include <string>
#include <string_view>

namespace muster {

/// The columns of the staging file and of models.json, in order. "origin_layers" is the member
/// "layers" of the object "origin".
std::span<const std::string_view> staging_columns();
std::span<const std::string_view> models_columns();

/// Rows as comma-separated values: RFC 4180, in UTF-8, with a header line and CR LF at line ends.
/// Members of nested objects are columns of their own; members without a column follow the given
/// columns, by name, so that nothing is lost.
///
/// An absent value or null is an empty cell. A list is its texts joined by ";", with a backslash in
/// front of each ";" and backslash within. Text that begins with = + - @, a tab or a carriage
/// return gets an apostrophe in front: a spreadsheet would run it as a formula, and the text may
/// come from anywhere. Numbers are left as they are.
std::string write_csv(const boost::json::array& rows, std::span<const std::string_view> columns);

/// Rows as JSON Lines: each row on one line, complete.
std::string write_json_lines(const boost::json::array& rows);

}  // namespace muster
