#pragma once

#include "fetch/fetch_source.hpp"
#include "sources/choose_listing.hpp"
#include "staging/identify.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace muster {

/// What happened to one of several questions that a source was asked.
struct question_report
{
    std::string words = {};  ///< "task image-text-to-text"; empty for the usual question
    std::string start = {};  ///< the page it began with; empty when it was not asked
    std::uint64_t listed = 0;
    std::uint64_t limit = 0;                     ///< its part of the limit; 0 for none
    std::optional<std::uint64_t> promised = {};  ///< as those of source_report
    std::optional<std::uint64_t> missing = {};
    verdict outcome = verdict::ok;
    usage used_as = usage::none;
    std::string since = {};
    std::string reason = {};
};

/// What happened to one source in a run, for people and programs.
struct source_report
{
    std::string name = {};
    std::string label = {};
    std::string version = {};
    verdict outcome = verdict::ok;
    usage used_as = usage::none;
    std::string since = {};        ///< date of what was used; empty when nothing was
    std::string reason = {};       ///< empty when all went well
    bool is_out_of_reach = false;  ///< not asked: this run has no network
    std::uint64_t models = 0;      ///< used, ids repeated in the listing included

    /// This run's own listing, used or not: what was asked for (see listing_snapshot::options), its
    /// models, its rows that are no models, the rows that the service says it has, the newest date
    /// in it, and since when it is the same. Absent and empty: not known. Of several questions the
    /// sums, where each of them promised something.
    std::vector<std::pair<std::string, std::string>> options = {};
    std::uint64_t listed = 0;

    std::vector<question_report> questions = {};  ///< where it was asked several

    /// Those of the run before that this one did not ask, in words.
    std::vector<std::string> dropped_questions = {};
    std::uint64_t skipped = 0;
    std::optional<std::uint64_t> promised = {};
    std::optional<std::uint64_t> missing = {};  ///< of these, where nothing else is wrong
    std::string content_date = {};
    std::string last_content_date = {};  ///< of an earlier run, where this one has none
    std::string unchanged_since = {};
    std::vector<listing_mark> line = {};  ///< how much it had in the last weeks, this run last

    std::vector<rejection> rejected = {};
    std::uint64_t inferred = 0;        ///< rows without a Hub id that were joined to one
    std::uint64_t rejected_names = 0;  ///< those that a person rejected
    std::vector<unresolved_name> unresolved = {};  ///< those that were not
    fetch_progress progress = {};
    std::chrono::milliseconds took = {};
};

/// Whether the source answered in this run, with all that its options ask for as far as anybody can
/// tell: only then is what it does not list missing from it.
inline bool answered_whole(const source_report& report) noexcept
{
    return report.outcome == verdict::ok && report.used_as == usage::fresh;
}

/// Whether the source did what it was asked to: the condition of --fail-on.
inline bool did_well(const source_report& report) noexcept
{
    return report.outcome == verdict::ok || report.outcome == verdict::disabled;
}

}  // namespace muster
