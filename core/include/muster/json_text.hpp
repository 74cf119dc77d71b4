#pragma once

#include "muster/failure.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace muster {

/// The deepest nesting of arrays and objects that is read, in documents of every kind.
inline constexpr std::size_t json_depth_limit = 32;

/// Parses one JSON document: UTF-8, no more than json_depth_limit levels deep.
///
/// Fails with not_json; `where` begins with the given name and tells the line.
result<boost::json::value> parse_json(std::string_view text, std::string_view name);

/// A document in the layout of every file muster writes: two spaces a level, members in the
/// order of the object, text as UTF-8, whole numbers without a fraction, a newline at the end.
/// This is what Python's json.dump(indent=2, ensure_ascii=False) writes, newline apart.
///
/// Numbers must be finite: JSON has no other.
std::string to_json_text(const boost::json::value& document);

/// A document on one line, without the newline: what Python's json.dumps(ensure_ascii=False)
/// writes.
std::string to_json_line(const boost::json::value& document);

/// Appends text as a JSON string, quotes included.
void append_json_string(std::string& out, std::string_view text);

/// Whether a text stands in a JSON string as it is.
bool is_json_plain(std::string_view text) noexcept;

/// Appends a finite number: digits alone when it is whole and below 2^53, else the shortest
/// text that reads back as the same number.
void append_json_number(std::string& out, double number);

/// The same, into room for json_number_bytes_limit. Returns the end of the number.
char* write_json_number(char* room, double number) noexcept;
inline constexpr std::size_t json_number_bytes_limit = 32;

}  // namespace muster
