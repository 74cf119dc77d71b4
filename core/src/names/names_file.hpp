#pragma once

#include "known_name.hpp"
#include "muster/failure.hpp"

#include <boost/json/object.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

boost::json::object to_json(const known_name& one);

/// The text of names.json, in the order given.
std::string write_names(std::span<const known_name> names);

/// Reads names.json. Fails with not_json or wrong_shape; `where` names the element.
result<std::vector<known_name>>
read_names(std::string_view text, std::string_view file_name = names_file_name);

}  // namespace muster
