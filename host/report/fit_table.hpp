#pragma once

#include "fit_text.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace muster {

/// A line a model under a heading; nothing for none. Where lines are longer than so many columns,
/// those that are missed least are left out, and a last line names them.
std::string
fit_table(std::span<const fitted_model> models, std::optional<std::size_t> columns = {});

/// The columns of `fit --format csv`, and the members of its JSON, in order.
std::span<const std::string_view> fit_columns();

boost::json::object to_json(const fitted_model& one);

}  // namespace muster
