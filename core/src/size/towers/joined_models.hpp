#pragma once

#include "size/facts/count.hpp"

#include <string_view>
#include <vector>

namespace muster {

class config_view;

/// What joins an encoder to the language model: root, encoder and the width it is joined to.
using projector = count(const config_view&, const config_view&, count);

/// One kind of model with an encoder beside it.
struct joined_model
{
    std::string_view names = {};
    std::string_view config_key = {};  ///< empty: there is no encoder, patches are projected
    std::string_view encoder_name =
        {};  ///< where its configuration does not say; empty: the last counts all

    /// What joins both, as a formula (part_formula.hpp) of what the encoder says; "^" is the root,
    /// h the hidden width of the language model.
    std::string_view joins = {};
    projector* counts = nullptr;    ///< what no formula says
    bool is_encoder_fixed = false;  ///< whatever its configuration says
};

/// What is joined to models of a type: one for what sees, one for what hears.
const std::vector<const joined_model*>& find_joined(std::string_view model_type);

/// What joins the two, without the encoder. Where there is no encoder, both views are the root.
count joining_params(
    const joined_model& kind, const config_view& root, const config_view& encoder, count hidden
);

}  // namespace muster
