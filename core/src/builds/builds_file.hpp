#pragma once

#include "build.hpp"
#include "muster/failure.hpp"

#include <boost/json/object.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

boost::json::object to_json(const build& one);

/// The text of builds.json, in the order given.
std::string write_builds(std::span<const model_builds> models);

/// Reads builds.json. Fails with not_json or wrong_shape; `where` names the element.
result<std::vector<model_builds>>
read_builds(std::string_view text, std::string_view file_name = builds_file_name);

/// The builds of a model, letter case aside; null when none is known.
const model_builds* find_builds_of(std::span<const model_builds> models, std::string_view model_id);

}  // namespace muster
