#pragma once

#include "last_good.hpp"
#include "table/listing.hpp"
#include "verdict.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace muster {

/// What asking a source gave.
struct fetched_listing
{
    /// ok when all of it came; else what went wrong, and `published` is what came before that.
    verdict outcome = verdict::ok;
    std::string reason = {};
    last_good request = {};  ///< what came, what was asked for, and the present date
};

struct settle_policy
{
    double max_shrink = 0.5;  ///< the share of ids that may be gone, 0 to 1
    bool may_use_stale = true;
    std::uint64_t record_limit = 0;  ///< of this run; 0 for none

    /// The source tells no Hub ids: a listing is not empty for having names alone.
    bool names_count = false;
};

/// What the run uses of a source.
struct settled_source
{
    listing used = {};
    verdict outcome = verdict::ok;
    usage used_as = usage::none;
    std::string since = {};   ///< date of what was used; empty when nothing was
    std::string reason = {};  ///< in words; empty when all went well

    /// What is to be kept from now on; absent when what is kept stays.
    std::optional<last_good> keep = {};
};

/// Decides between what came and the last good listing.
///
/// A listing that is whole is used, unless it is empty or lost more than max_shrink of the ids of
/// the last good listing: then, as for one that is not whole, the last good one stands in, cut to
/// the present limit. Without may_use_stale, what came is used and shrinking is not judged. Whole
/// listings that are used and not empty are to be kept (see renew).
///
/// Shrinking is judged between equal requests: of two listings that differ in their limit alone,
/// what the smaller one asks for. The last good listing is the one nearest_to what was asked for.
///
/// kept is null when there is no last good listing.
settled_source settle(fetched_listing fetched, const last_good* kept, const settle_policy& policy);

}  // namespace muster
