#pragma once

#include "builds/build.hpp"
#include "catalog/models.hpp"
#include "size/fit.hpp"

#include <optional>
#include <string>

namespace muster {

/// A model that was tried.
struct fitted_model
{
    const model_row* row = nullptr;
    model_fit fit = {};
    const build* known_build = nullptr;  ///< the build to take for that format; null: none is known
};

/// "2x H100 (171.8 GB, 154.6 GB of it for the model)"; of unequal cards also that the smallest
/// decides.
std::string machine_text(const fit_request& request);

/// "1,234" tokens a second, "-" where that is not known.
std::string speed_text(const model_fit& fit);

/// What would make a model fit that does not.
struct way_out
{
    std::optional<weight_format> format = {};         ///< on the same cards
    std::optional<std::size_t> cards = {};            ///< in the same format, split within layers
    std::optional<std::size_t> cards_by_layers = {};  ///< where these are fewer
};

/// The whole sum for one model.
std::string fit_explained(const fitted_model& one, const fit_request& request, const way_out& out);

}  // namespace muster
