#pragma once

#include "decisions.hpp"
#include "models.hpp"
#include "overlay.hpp"

#include <string>
#include <vector>

namespace muster {

/// A size that changes by more than this factor, up or down, is held.
inline constexpr double held_size_factor = 2.0;

/// A change of a published row that needs a person's decision.
struct held_change
{
    std::string model_id = {};
    std::string reason = {};   ///< a sentence with both values
    accepted_size size = {};   ///< the new size, which accepting it records
    bool by_a_person = false;  ///< held by a decision rather than by a rule
};

struct hold_result
{
    row_table rows = {};  ///< to publish, in the order of overlay()
    std::vector<unsized_model> unsized = {};
    std::vector<held_change> held = {};  ///< sorted by id
};

/// Keeps published rows whose new values are implausible: a size that changes by more than
/// held_size_factor, fewer total than active parameters, or layers or a context length that appear
/// or disappear; a context length that key facts left open may appear. Pinned fields are not
/// judged, as a person vouches for them; nor is a row that disappears with its pin. A change that
/// was accepted passes, and so does one like it.
///
/// before: the present models.json; size_of: as for overlay(). A row of `before` that `after` has
/// neither as a row nor as unsized is dropped, unless a decision holds it.
hold_result hold_changes(
    const row_table& before,
    overlay_result after,
    const decision_table& decisions,
    const size_lookup& size_of
);

}  // namespace muster
