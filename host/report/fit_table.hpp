#pragma once

#include "fit_text.hpp"

#include <boost/json/object.hpp>

#include <span>
#include <string>
#include <string_view>

namespace muster {

/// A line a model under a heading; nothing for none.
std::string fit_table(std::span<const fitted_model> models);

/// The columns of `fit --format csv`, and the members of its JSON, in order.
std::span<const std::string_view> fit_columns();

boost::json::object to_json(const fitted_model& one);

}  // namespace muster
