#pragma once

#include "listing_snapshot.hpp"

#include <cstddef>
#include <optional>

namespace muster {

/// How many smaller snapshots of a source are kept; of more, the largest are dropped.
inline constexpr std::size_t smaller_snapshots_limit = 3;

/// The newest snapshot with at least the requested limit; the largest one if all are smaller.
const listing_snapshot&
nearest_snapshot(const listing_snapshot& request, const listing_snapshot& kept);

/// The snapshot to save after a complete listing; nothing when the saved one has this content
/// already.
///
/// A listing with a smaller limit than the saved one does not replace it. It is saved beside it, in
/// place of smaller ones with no higher limit, unless it equals the beginning of a larger one. Any
/// other listing replaces everything.
///
/// It takes over the marks of the listing that it follows, the one with equal options, unless it
/// brings its own, and notes what it misses of it. A listing without rows takes over no marks.
///
/// kept: null when nothing is saved. is_dated_anew: save it for its date alone, too, as that of the
/// saved one says nothing any more.
std::optional<listing_snapshot>
renew(const listing_snapshot* kept, listing_snapshot&& fresh, bool is_dated_anew = false);

}  // namespace muster
