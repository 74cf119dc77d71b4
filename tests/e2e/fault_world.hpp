#pragma once

#include "support/child.hpp"
#include "support/plugin_directory.hpp"
#include "support/temporary_directory.hpp"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace muster::test {

/// Three healthy plugins in a directory, each with a page to read, and the built program to ask
/// them. What a test adds to the directory must cost nothing but itself.
class fault_world
{
public:
    fault_world();

    /// Runs `muster ingest` on the plugins, each source with two seconds.
    finished ingest(std::vector<std::string> words = {});

    /// Runs as above, and holds the run to what every run must keep to: status 0, the same bytes
    /// staged as without what the test added, each healthy source fresh, no file and no process
    /// left, and an end within three seconds after the deadline.
    finished survives(std::vector<std::string> words = {});

    /// As above, with the fixture misdeeds among the plugins, and this page for it.
    finished survives_misdeed(std::string_view page);

    /// From now on the same bytes are what is staged with misdeeds reading this page, too.
    void expect_misdeeds_to_read(std::string_view page);

    /// The command of ingest().
    command command_of(std::vector<std::string> words) const;

    /// "VERDICT: REASON" of a source in the report of the last run, which must have it once.
    std::string told_of(std::string_view name) const;

    /// What was used of it in the last run: "fresh", "stale" or "none".
    std::string used_of(std::string_view name) const;

    /// In how many runs in a row it failed, by the report of the last run.
    std::int64_t failed_runs_of(std::string_view name) const;

    std::string staged() const;

    temporary_directory directory = {};
    plugin_directory plugins = {};
    std::filesystem::path data = directory.path() / "data";
    std::map<std::string, std::string> variables = {};

private:
    void add_misdeeds(std::string_view page);
    void learn(std::vector<std::string> words);
    void expect_healthy() const;

    std::string expected_ = {};
    std::set<std::string> expected_files_ = {};
};

/// The processes below one, itself not among them.
std::vector<pid_t> descendants(pid_t process);

}  // namespace muster::test
