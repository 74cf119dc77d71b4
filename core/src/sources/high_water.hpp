#pragma once

#include "listing_snapshot.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// How long an earlier listing measures later ones.
inline constexpr int high_water_days = 30;

/// How much a listing has, at its date: a row that comes twice, with the same id and the same name,
/// is one.
listing_mark mark_of(const listing_snapshot& listing);

/// How many of its rows are in it already, with the same id and the same name. Linear.
std::uint64_t repeated_rows(const listing& published);

/// The snapshot, or the smaller one of it, that was made with exactly these options; null when
/// there is none.
const listing_snapshot*
snapshot_with_options(const listing_snapshot& request, const listing_snapshot& kept);

/// What the successor of a snapshot keeps of it: its marks and its own, the oldest first. A mark
/// holds until the next one; those that held last more than high_water_days before `now` are left
/// out, as are those with the numbers of the mark before them. One a day, the largest.
std::vector<listing_mark> marks_after(const listing_snapshot& kept, std::string_view now);

/// What the successor of a snapshot, made with the same options but perhaps another limit, notes as
/// missed: see listing_snapshot. What was noted before stays until it is listed or old; more comes
/// to it when a limit cuts the successor by popularity.
std::map<std::string, std::string>
missed_after(const listing_snapshot& before, const listing_snapshot& fresh);

/// The most rows and the most ids of all marks, each at its date; the latest of equal ones. Empty
/// dates without marks.
struct high_water
{
    listing_mark rows = {};
    listing_mark ids = {};
};

high_water highest(const std::vector<listing_mark>& marks);

/// The share of `before` that `now` lacks: 0 when it lacks nothing.
double lost_share(std::uint64_t before, std::uint64_t now);

}  // namespace muster
