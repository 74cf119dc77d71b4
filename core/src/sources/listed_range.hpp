#pragma once

#include "listing_snapshot.hpp"

#include <cstdint>
#include <limits>
#include <unordered_set>

namespace muster {

/// How much more popular a model must have been than the least popular one that is listed, for its
/// absence not to be the limit's doing: counts of downloads change by some per cent a day, and near
/// a cut models pass each other every night.
inline constexpr double cut_margin = 1.2;

/// Which models a listing has, and how far down in popularity it goes.
struct listed_range
{
    std::unordered_set<std::uint64_t> ids = {};  ///< folded hashes
    std::uint64_t rows = 0;                      ///< with an id
    std::uint64_t rises = 0;                     ///< rows that are more popular than the one before
    double least = std::numeric_limits<double>::infinity();
    bool has_popularity = false;

    bool has(const model_view& model) const;

    /// Whether a model that popular would be listed, were it there still.
    bool reaches_well_below(double popularity) const { return popularity > least * cut_margin; }

    /// Whether a model with an id is not listed, and no limit can explain that.
    bool lacks_above_cut(const model_view& model) const;

    /// Whether one is not listed, and a limit may be why.
    bool lacks_below_cut(const model_view& model) const;

    /// Whether a limit may have cut it; 0 is none.
    bool fills(std::uint64_t limit) const { return limit != 0 && rows >= limit; }
};

listed_range range_of(const listing& published);

/// Whether what a limit cuts off is less popular than what is listed. asked: the request of that
/// listing. Of several addresses, or in another order, it may be anything.
bool is_cut_by_popularity(const listing_snapshot& asked, const listed_range& listed);

}  // namespace muster
