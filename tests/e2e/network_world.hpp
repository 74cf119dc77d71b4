#pragma once

#include "e2e/small_world.hpp"
#include "support/sanitized.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace muster::test {

/// The small world, with a fourth source and the Hub elsewhere: at a place where anything can go
/// wrong, while the three others stay healthy.
class network_world : public small_world
{
public:
    network_world();

    /// Runs `ingest` with the Hub there, and holds it to what holds for every fault: the run ends
    /// well and in time, what the healthy sources list is staged to the byte, there is one
    /// verdict for the Hub, and no temporary file is left. The run's words are returned.
    finished survives(const std::string& hub_url, std::vector<std::string> words = {});

    /// "VERDICT: REASON" of a source in the report of the last run.
    std::string told_of(const std::string& source) const;

    std::chrono::seconds deadline{is_sanitized ? 3 : 1};
    std::filesystem::path plugins = directory.path() / "plugins";
    bool may_be_staged = false;  ///< what the Hub lists, beside what the others do

private:
    std::vector<std::string> ingest_words(std::vector<std::string> more) const;

    std::string mirror_url_ = {};
    std::string healthy_ = {};  ///< staged without the Hub
};

/// How long a run may take beyond the deadline.
inline constexpr std::chrono::seconds grace{is_sanitized ? 12 : 3};

/// The temporary files that a run left in its data directory.
std::vector<std::string> drafts_in(const std::filesystem::path& data);

/// The Hub's listing when all is well: one model that nobody else lists.
served hub_page();

/// The fourth source's.
served mirror_page();

}  // namespace muster::test
