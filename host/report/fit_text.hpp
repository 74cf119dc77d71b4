#pragma once

#include "builds/build.hpp"
#include "catalog/models.hpp"
#include "size/fit.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace muster {

/// A model that was tried.
struct fitted_model
{
    const model_row* row = nullptr;
    model_fit fit = {};
    const build* known_build = nullptr;  ///< the build to take for that format; null: none is known
};

/// "2x H100 (171.8 GB, 154.6 GB of it for the model)".
std::string machine_text(const fit_request& request);

/// A line a model under a heading; nothing for none.
std::string fit_table(std::span<const fitted_model> models);

/// What would make a model fit that does not.
struct way_out
{
    std::optional<weight_format> format = {};  ///< on the same cards
    std::optional<std::size_t> cards = {};     ///< in the same format
};

/// The whole sum for one model.
std::string fit_explained(const fitted_model& one, const fit_request& request, const way_out& out);

/// The columns of `fit --format csv`, and the members of its JSON, in order.
std::span<const std::string_view> fit_columns();

boost::json::object to_json(const fitted_model& one);

}  // namespace muster
