#pragma once

#include "muster/failure.hpp"
#include "table/listing.hpp"
#include "text/chunked_text.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster {

/// How much a complete listing had, and when it was first seen.
struct listing_mark
{
    std::string date = {};
    std::uint64_t rows = 0;
    std::uint64_t ids = 0;  ///< rows with a Hub id

    friend bool operator==(const listing_mark&, const listing_mark&) = default;
};

/// A snapshot: a source's last complete listing, saved in data/sources/NAME.json; of a question
/// that is not the usual one in NAME+KEY.json.
struct listing_snapshot
{
    std::string question = {};            ///< that KEY, which the file does not repeat
    std::string date = {};                ///< when this content was first seen, ISO 8601
    std::vector<std::string> start = {};  ///< the URLs that the fetch began with

    /// The options that decide what is listed: without those that only say where to ask (url, path)
    /// and secrets. Sorted by name.
    std::vector<std::pair<std::string, std::string>> options = {};
    listing published = {};

    /// Hub ids that the source gave for its own names in earlier listings and does not give in this
    /// one, by folded name: a name does not lose its model when its id disappears for a while.
    std::map<std::string, std::string> published_ids = {};

    /// How much the listings before this one had that were made with exactly these options, the
    /// oldest first: those of the last weeks (see marks_after()).
    std::vector<listing_mark> marks = {};

    /// Models that listings before this one had and it has not, although its limit does not explain
    /// that: folded ids, under which it listed them, with the day from which on they were missed.
    /// Those of the last weeks, of a listing that its limit cuts (see missed_after()).
    std::map<std::string, std::string> missed = {};

    /// Rows that the service said it has and did not give, as a person accepted.
    std::uint64_t missing = 0;

    /// Newer listings with the same options but smaller limits, the largest first. They have no
    /// smaller ones of their own.
    std::vector<listing_snapshot> smaller_snapshots = {};
};

/// The text of the file, in parts. Precondition: `kept` stays unchanged until the last part is
/// made.
chunked_text snapshot_text(const listing_snapshot& kept);
chunked_text snapshot_text(const listing_snapshot&&) = delete;

/// Reads a snapshot's file. Fails with not_json or wrong_shape.
result<listing_snapshot> read_snapshot(std::string_view text, std::string_view file_name);

/// Reads a snapshot piece by piece, for files too large to be held as text. When the JSON is at
/// fault, the failure has no line number.
class snapshot_reader
{
public:
    snapshot_reader();
    ~snapshot_reader();

    void take(std::string_view chunk);

    /// The whole text, in place of pieces.
    void take_whole(std::string_view text);

    /// Call once, after the last piece. Fails as read_snapshot() does.
    result<listing_snapshot> finish(std::string_view file_name);

private:
    struct state;
    std::unique_ptr<state> state_;
};

/// Whether both have the same content: dates, marks, what is missed and smaller snapshots aside.
bool is_same_content(const listing_snapshot& a, const listing_snapshot& b);

/// Whether both were made with the same options: only then is a smaller listing suspicious.
bool has_same_options(const listing_snapshot& a, const listing_snapshot& b);

/// The same, the limit aside: only then can one replace the other.
bool has_same_options_but_limit(const listing_snapshot& a, const listing_snapshot& b);

/// The value of the option "limit"; 0 for all.
std::uint64_t limit_of(const listing_snapshot& asked);

/// Whether `listing` was made with the same options but a smaller limit.
bool is_smaller(const listing_snapshot& listing, const listing_snapshot& than);

/// The share of `before`'s ids that `now` lacks, letter case aside: 0 to 1, and 0 when `before` is
/// empty. When `before` has names alone, the share of names. On both sides only what cut_to_limit()
/// leaves counts. Linear.
double lost_share(const listing& before, const listing& now, std::uint64_t limit = 0);

/// Keeps the first `limit` rows with a Hub id; 0 keeps all. Rows without an id do not count, and
/// stay.
void cut_to_limit(listing& published, std::uint64_t limit);

}  // namespace muster
