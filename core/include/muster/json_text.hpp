#pragma once

#include "muster/failure.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace muster {

/// The deepest nesting that is read, in any document: parsers recurse, and pages come from outside.
inline constexpr std::size_t json_depth_limit = 32;

/// Parses one JSON document: UTF-8, at most json_depth_limit levels deep, with nothing but white
/// space around it.
///
/// Fails with not_json; `where` begins with `name` and has the line.
result<boost::json::value> parse_json(std::string_view text, std::string_view name);

/// The text of a document in the layout of all files that muster writes: two spaces for each level,
/// members in the order of the object, UTF-8, whole numbers without a fraction, a newline at the
/// end. Python's json.dump(indent=2, ensure_ascii=False) writes the same, without the newline.
///
/// Precondition: numbers are finite, as JSON has no others.
std::string to_json_text(const boost::json::value& document);

/// The text of a document on one line, without a newline: as Python's
/// json.dumps(ensure_ascii=False).
std::string to_json_line(const boost::json::value& document);

/// Appends text as a JSON string, with quotes. Precondition: valid UTF-8.
void append_json_string(std::string& out, std::string_view text);

/// Whether a text needs no escape in a JSON string.
bool is_json_plain(std::string_view text) noexcept;

/// Appends a number: digits alone when it is whole and below 2^53 in magnitude, else the shortest
/// text that reads back as the same number. Precondition: finite.
void append_json_number(std::string& out, double number);

}  // namespace muster
