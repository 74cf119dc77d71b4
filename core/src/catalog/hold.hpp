#pragma once

#include "decisions.hpp"
#include "models.hpp"
#include "overlay.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace muster {

/// A size that changes by more than this factor, either way, is held.
inline constexpr double held_size_factor = 2.0;

/// A change of a published row that waits for a person.
struct held_change
{
    std::string model_id = {};
    std::string reason = {};   ///< one sentence, with both values
    accepted_size size = {};   ///< what accepting it would accept
    bool by_a_person = false;  ///< held by a decision, not by a rule
};

struct released_rows
{
    std::vector<model_row> rows = {};  ///< to publish, in the order of overlay()
    std::vector<unsized_model> unsized = {};
    std::vector<held_change> held = {};  ///< sorted by id
};

/// Keeps published rows as they were where the new ones change too much to be true: the size by
/// more than held_size_factor, fewer parameters in all than active ones, layers or a context length
/// that were known and are not, or the other way round. A field that a person pins is a person's
/// word and is not held; nor is a row that goes with a pin it stood on. A change that was accepted
/// passes, and so does one like it.
///
/// before: models.json as it is; size_of as for overlay(). A row of before that `after` has neither
/// as a row nor as unsized is not kept, unless a person holds it.
released_rows hold_changes(
    std::span<const model_row> before,
    overlaid after,
    const decision_table& decisions,
    const std::function<const size_finding*(const std::string& folded_id)>& size_of
);

}  // namespace muster
