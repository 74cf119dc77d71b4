#pragma once

#include "choose_listing.hpp"
#include "listing_snapshot.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <unordered_set>

namespace muster {

/// What it means that a source does not list a model in this run.
enum class coverage_kind
{
    complete,  ///< it was asked as widely as before and answered in full: it lists it no more
    cut,       ///< the same, up to the limit: what that explains, the lists below tell
    limited,   ///< of one model: whether the limit explains that it is missing nobody can tell
    unknown,   ///< it did not answer in full, and no earlier listing stands in that has the model
    narrower,  ///< the user asked for less, or takes what comes
};

struct source_coverage
{
    std::string label = {};  ///< provenance label of the source
    coverage_kind kind = coverage_kind::unknown;

    /// Of `cut`: folded ids of models that are not listed, although their last popularity is above
    /// that of models which are by more than it changes from day to day. The limit does not explain
    /// them. Of one question of several also what a `complete` answer lists no more.
    std::set<std::string> above_the_cut = {};

    /// Of `cut`: folded ids of models that are not listed, and were above it by less than that. The
    /// limit may explain them. Of a list in another order than popularity all that it lacks, and of
    /// one that lacks many all that are below.
    std::set<std::string> near_the_cut = {};

    /// Folded hashes of what the source listed last for questions that it was not asked tonight,
    /// and for none of those that it was. Of these models the silence of tonight says nothing.
    std::unordered_set<std::uint64_t> listed_elsewhere = {};
};

/// asked: the options of this run's request; kept: the snapshot before this run, null when there
/// was none. A first listing is compared with nothing: what it lacks is unknown.
source_coverage coverage_of(
    const chosen_listing& chosen,
    const listing_snapshot& asked,
    const listing_snapshot* kept,
    const listing_policy& policy
);

}  // namespace muster
