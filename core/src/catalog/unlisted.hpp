#pragma once

#include "models.hpp"
#include "muster/failure.hpp"
#include "row_table.hpp"
#include "sources/coverage.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

inline constexpr std::string_view unlisted_file_name = "unlisted.json";

/// A published model that no source lists, and whose row stands on all the same.
struct unlisted_model
{
    std::string model_id = {};

    /// The day from which on every source of it answered in full, up to its limit, and did not list
    /// it, "2026-11-01". Empty as long as one of them could not say.
    std::string since = {};

    /// False where the last run that asked could not confirm it: such a row is not archived.
    bool is_confirmed = true;

    /// The first day of those that could not confirm it, up to now; empty when it is confirmed, or
    /// not known to be unlisted at all.
    std::string paused_since = {};

    /// Earlier days on which no run could: they do not count for the time of grace.
    int paused_days = 0;

    /// Its time of grace was over for the last run that asked: the row goes into the archive.
    bool is_due = false;

    /// Only listings with a limit lack it, which may be why: its row does not say that it is listed
    /// no more.
    bool is_limited = false;

    friend bool operator==(const unlisted_model&, const unlisted_model&) = default;
};

/// What find_unlisted() decides by.
struct unlisted_rules
{
    std::span<const source_coverage> sources = {};  ///< of this run

    /// Labels of sources that the user left out of it. Of any other that is not among `sources`
    /// (its plugin was not found, or says nothing of itself) nothing is known.
    std::span<const std::string> left_out = {};

    /// The user named the sources of this run: all others were left out, whether or not there are
    /// plugins for them.
    bool are_sources_named = false;

    std::span<const unlisted_model> before = {};  ///< what an earlier run found
    std::string today = {};
    std::string last_day = {};   ///< of the run before, where known: a later one is no day to count
    std::string grace_end = {};  ///< the last day of `since` whose time of grace is over

    /// Whether a source lists the model in this run, whatever was made of it then (rejected, left
    /// out by policy), or the catalog names it; under any of its names.
    std::function<bool(const std::string& model_id)> is_listed = {};
};

/// The published models that no source lists any more, in the order of the rows. Not among them:
/// those that the user left out by asking none of their sources, or all for less, and those that
/// nothing but the catalog named.
std::vector<unlisted_model> find_unlisted(const row_table& published, const unlisted_rules& rules);

/// The same of a run that asked and got nothing of any source.
std::vector<unlisted_model>
none_confirmed(std::vector<unlisted_model> before, const std::string& today);

boost::json::object to_json(const unlisted_model& one);

/// data/unlisted.json. Fails with not_json or wrong_shape.
result<std::vector<unlisted_model>>
read_unlisted(std::string_view text, std::string_view file_name = unlisted_file_name);
std::string write_unlisted(std::span<const unlisted_model> models);

}  // namespace muster
