#pragma once

#include "catalog/diff.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace muster {

/// A JSON value as people read it: "none" for null, numbers with separators.
std::string value_text(const boost::json::value& value);

/// What changed in a row, in words: "parameters 7.2 B → 14.4 B (2.00×), licence none → mit".
/// Evidence is left out, and what follows from another change.
std::string fields_text(const row_change& change);

/// A line of changes.jsonl in words: "layers 32 → 33", "archived", "renamed from a/b".
std::string change_text(const boost::json::object& line);

/// What a person wants to know of a row that came or went. listed: how to say what listed it,
/// "was listed by".
std::string row_text(const boost::json::object& row, const std::string& listed);

/// What to read first: 0 when a size changed, 1 for a licence, 2 for the rest.
int urgency_of(const row_change& change);

}  // namespace muster
