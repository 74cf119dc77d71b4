#pragma once

#include "normalize.hpp"
#include "table/candidate_table.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The order in which sources are believed where they differ: names of plugins, the most trusted
/// first. Plugins that are not listed follow by name.
using trust_order = std::vector<std::string>;

/// hub, then openrouter: the service that stores the weights knows best what they are.
trust_order default_trust();

/// Whether plugin `a` is believed rather than `b`. A strict total order of names.
bool is_trusted_before(std::string_view a, std::string_view b, const trust_order& trust) noexcept;

/// Merges candidates with the same id, letter case aside, into one.
///
/// The spelling and the licence come from the most trusted source that has them; within one source
/// the byte-smallest spelling counts. Tags and sources are united, the popularity is the largest.
/// Sorted as the staging file. The result does not depend on the order of the input.
candidate_table merge(
    std::vector<normalized_listing> listings,
    const trust_order& trust = default_trust(),
    const parallel_for& over = serial_for
);

}  // namespace muster
