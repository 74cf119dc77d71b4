#pragma once

#include "listing_snapshot.hpp"
#include "table/listing.hpp"
#include "verdict.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace muster {

/// What fetching a source gave.
struct fetched_listing
{
    /// ok when the listing is complete; else what went wrong, and `published` is what came before
    /// that.
    verdict outcome = verdict::ok;
    std::string reason = {};
    listing_snapshot request = {};  ///< the listing, its options, and the present date
};

/// How a run chooses.
struct listing_policy
{
    double max_shrink = 0.5;  ///< the share of ids that a listing may lose, 0 to 1
    bool may_use_stale = true;
    std::uint64_t record_limit = 0;  ///< this run's limit; 0 for none

    /// The source has no Hub ids: a listing of names alone is not empty.
    bool names_count = false;
};

/// The listing that the run uses of a source, and why.
struct chosen_listing
{
    listing used = {};
    verdict outcome = verdict::ok;
    usage used_as = usage::none;
    std::string since = {};   ///< date of the listing used; empty without one
    std::string reason = {};  ///< in words; empty when all is well

    /// The snapshot to save; absent when the saved one stays.
    std::optional<listing_snapshot> keep = {};
};

/// Chooses between the listing just fetched and the snapshot.
///
/// A complete listing is used, unless it is empty or lost more than max_shrink of the snapshot's
/// ids. Then, and when it is incomplete, the snapshot is used, cut to the present limit. Without
/// may_use_stale the fetched listing is used whatever it is, and shrinking is not judged. Complete
/// listings that are used and not empty are saved (see renew()).
///
/// Shrinking is judged between equal requests: of two listings that differ only in their limit, by
/// the smaller limit. The snapshot is the one that nearest_snapshot() finds for the request.
///
/// kept: null when there is no snapshot. Pure.
chosen_listing
choose_listing(fetched_listing fetched, const listing_snapshot* kept, const listing_policy& policy);

}  // namespace muster
