#pragma once

#include "muster/failure.hpp"
#include "size/facts/formula_size.hpp"

#include <boost/json/object.hpp>

namespace muster {

/// Sizes a model by the formula of its architecture.
///
/// Sparse nested configurations are completed with the defaults of their class. Fails with
/// bad_value when a member cannot be ("config.json.hidden_size is not a whole number"), and
/// wrong_shape when it does not say enough to size a model.
result<formula_size> size_from_config(const boost::json::object& config);

/// A copy of config.json with the members that size_from_config reads, and no others: sizing it
/// gives the same. Members that are no possible configuration fail as size_from_config does.
result<boost::json::object> reduce_config(const boost::json::object& config);

}  // namespace muster
