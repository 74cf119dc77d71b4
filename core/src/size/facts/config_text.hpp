#pragma once

#include "muster/failure.hpp"

#include <boost/json/object.hpp>

#include <string_view>

namespace muster {

/// Parses the body of a config.json. NaN and infinities, which Python writes and JSON does not
/// have, read as null. Fails with not_json or wrong_shape.
result<boost::json::object> read_config(std::string_view body);

}  // namespace muster
