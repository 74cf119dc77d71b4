#pragma once

#include "normalize.hpp"
#include "table/candidate_table.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// Which source is believed where they differ: names of plugins, the most trusted first. Plugins
/// that are not named follow by name.
using trust_order = std::vector<std::string>;

/// hub, then openrouter: the place of the weights knows best what they are.
trust_order default_trust();

/// Whether the first of two plugins is believed where they differ.
bool is_trusted_before(std::string_view a, std::string_view b, const trust_order& trust) noexcept;

/// Folds candidates that share an id, letter case aside, into one.
///
/// The spelling and the licence come from the most trusted source that has them; within one source
/// the byte-smallest stands for all. Tags and sources are united, the popularity is the largest.
/// Sorted as the staging file is. The result does not depend on the order of the input.
candidate_table merge(
    std::vector<normalized_listing> listings,
    const trust_order& trust = default_trust(),
    const spread& over = in_turn
);

}  // namespace muster
