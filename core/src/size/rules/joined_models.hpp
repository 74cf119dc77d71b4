#pragma once

#include "size/facts/count.hpp"

#include <string_view>

namespace muster {

class config_view;

/// What joins an encoder to the language model: root, encoder and the width it is joined to.
using projector = count (*)(const config_view&, const config_view&, count);

/// One kind of model with an encoder beside it.
struct joined_model
{
    std::string_view names = {};
    std::string_view config_key = {};
    std::string_view encoder_name = {};  ///< where the encoder's configuration does not say
    projector project = nullptr;
};

/// The kind of a model_type, or null.
const joined_model* find_joined(std::string_view model_type);

}  // namespace muster
