#pragma once

#include "high_water.hpp"
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

    std::uint64_t received = 0;                  ///< rows: models, rejected and skipped
    std::uint64_t skipped = 0;                   ///< rows that are no models
    std::optional<std::uint64_t> promised = {};  ///< rows that the service says it has

    /// Rows of these that did not come, where nothing else is wrong: the listing is partial.
    std::optional<std::uint64_t> missing = {};

    std::string content_date = {};  ///< the newest few in the content, see keep_newest_few()
};

/// A listing that a person accepted although it had shrunk, or lacked rows that were promised: from
/// its date on the source is measured by it, and not by what came before.
struct accepted_listing
{
    std::string date = {};  ///< ISO 8601, with the time
    std::uint64_t models = 0;
    std::uint64_t missing = 0;  ///< rows that were promised and did not come

    /// Of the request, 0 for none; absent where it was not written down.
    std::optional<std::uint64_t> limit = {};
};

/// How a run chooses.
struct listing_policy
{
    double max_shrink = 0.5;  ///< the share of ids that a listing may lose, 0 to 1
    bool may_use_stale = true;
    std::uint64_t record_limit = 0;  ///< this run's limit; 0 for none

    /// The source has no Hub ids: a listing of names alone is not empty.
    bool names_count = false;

    /// It asks about a part of the source, an owner, say: no rows at all are an answer.
    bool may_be_empty = false;

    /// The source is asked other questions beside it: see source_coverage.
    bool is_one_of_several = false;

    /// Several lists share the limit, each with a part of its own: the least popular row says
    /// nothing of what the limit cut from another.
    bool is_limit_shared = false;

    /// Options whose smaller number asks for less, 0 for all: see option_spec::narrows.
    std::vector<std::string> narrowing = {};

    std::optional<int> content_days = {};  ///< how old the content may be; absent: of any age
    std::optional<accepted_listing> accepted = {};
};

/// The listing that the run uses of a source, and why.
struct chosen_listing
{
    listing used = {};
    verdict outcome = verdict::ok;
    usage used_as = usage::none;
    std::string since = {};   ///< date of the listing used; empty without one
    std::string reason = {};  ///< in words; empty when nothing is worth saying

    /// Since when the source lists exactly this; empty when the listing is new, or did not come.
    std::string unchanged_since = {};

    /// The newest date in this run's own listing that is not still to come; one that is, where
    /// there is no other. May be empty.
    std::string content_date = {};

    /// How much complete listings with these options had in the last weeks, the oldest first. The
    /// last is this run's own, if that is complete, even when it is not used.
    std::vector<listing_mark> line = {};

    /// The snapshot to save; absent when the saved one stays.
    std::optional<listing_snapshot> keep = {};
};

/// Chooses between the listing just fetched and the snapshot.
///
/// A complete listing is used, unless it is empty, lost more than max_shrink of the snapshot's ids,
/// or has that much less than equal requests gave at most in the last high_water_days. Then, and
/// when it is incomplete, the snapshot is used, cut to the present limit. Without may_use_stale the
/// fetched listing is used whatever it is, and shrinking is not judged. Complete listings that are
/// used are saved (see renew()). Where it may be empty, a complete listing of no rows is ok.
///
/// Shrinking is judged between equal requests: of two listings that differ only in their limit, by
/// the smaller limit. Of a listing that a limit cuts by popularity, models that it missed and
/// has again push as many less popular ones out, which are not lost. The snapshot is the one that
/// nearest_snapshot() finds for the request. From an acceptance on, only what came later counts,
/// and the accepted listing itself.
///
/// A listing that lacks no more rows than a person accepted is complete. Both end with the first
/// complete listing after it that lacks none: that is saved even when it is the snapshot once more.
///
/// A complete listing whose newest date is more than content_days ago is `old`, and used and saved
/// as any other. One that is the same for weeks, or has noticeably less than at most, is ok, and
/// the reason says so.
///
/// kept: null when there is no snapshot. Pure.
chosen_listing
choose_listing(fetched_listing fetched, const listing_snapshot* kept, const listing_policy& policy);

/// Adds one thing more to a reason in words: "a; b". An empty one adds nothing.
void add_reason(std::string& reason, const std::string& more);

}  // namespace muster
