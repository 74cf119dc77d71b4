#pragma once

#include "validate_files.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <set>
#include <string>
#include <string_view>
#include <vector>

// Reading the rows of files that fit their schemas.
namespace muster {

/// The rows of a file; null where it is not there, or broken.
const boost::json::array* list_of(const parsed_files& files, const std::string& name);

/// A member of a row; empty where it has none, or of another type. Precondition: row is an object.
std::string text_in(const boost::json::value& row, std::string_view key);

/// "[17]".
std::string place_of(std::size_t index);

/// Folded ids of a file's rows.
std::set<std::string> ids_in(const parsed_files& files, const std::string& name);

/// Whether a file whose name begins so breaks its schema: what refers to it cannot be judged.
bool is_any_broken(const parsed_files& files, const std::vector<std::string_view>& names);

}  // namespace muster
