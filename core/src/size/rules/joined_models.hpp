#pragma once

#include "projectors.hpp"

#include <string_view>
#include <vector>

namespace muster {

/// One kind of model with an encoder beside it.
struct joined_model
{
    std::string_view names = {};
    std::string_view config_key = {};  ///< empty: there is no encoder, patches are projected
    std::string_view encoder_name =
        {};  ///< where its configuration does not say; empty: the last counts all
    projector* project = nullptr;
    bool is_encoder_fixed = false;  ///< whatever its configuration says
};

/// What is joined to models of a type: one for what sees, one for what hears.
std::vector<const joined_model*> find_joined(std::string_view model_type);

}  // namespace muster
