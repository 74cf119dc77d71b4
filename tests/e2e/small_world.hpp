#pragma once

#include "support/child.hpp"
#include "support/files.hpp"
#include "support/temporary_directory.hpp"
#include "support/web_server.hpp"

#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace muster::test {

/// A Hub of four models on two pages, a vendor's index and a list kept by hand; and the built
/// program to send there.
///
/// "Acme/Dense" can be sized; of the others a gate, a missing file and a family that is not known
/// stand in the way.
class small_world
{
public:
    small_world();

    /// Runs `muster WORDS` on the data directory.
    finished muster(std::vector<std::string> words);

    /// As above, and the run must end well.
    finished muster_well(std::vector<std::string> words);

    /// The command of it.
    command command_of(std::vector<std::string> words) const;

    /// From now on every request for this part of the world gets this answer: "/api/models?",
    /// "/openrouter", "/Acme/". The longest part counts.
    void answer_with(const std::string& part, served one);

    /// The next request for this part gets this answer, and those after it what they got before.
    void answer_once(const std::string& part, served one);

    std::vector<seen_request> seen() const { return server_.seen(); }

    /// How often this part of the world was asked for.
    std::size_t times_asked(const std::string& part) const;

    /// Waits until it was asked for more often than that, a minute at most.
    void wait_until_asked(const std::string& part, std::size_t more_than_times) const;

    /// Takes that back.
    void forget_answer(const std::string& part);

    /// From now on every answer comes this much later; asked once for each.
    void delay_answers_by(std::function<std::chrono::milliseconds()> delay);

    std::string staged() const { return text_of(data / "staging_candidates.json"); }
    std::string models() const { return text_of(data / "models.json"); }
    std::string report() const { return text_of(data / "run_report.json"); }

    /// The files of the data directory that people keep: all but what runs say of themselves.
    std::map<std::string, std::string> kept_files() const;

    temporary_directory directory = {};
    std::filesystem::path data = directory.path() / "data";
    std::map<std::string, std::string> variables = {};
    std::vector<std::string> program_prefix = {};  ///< words before the program: "nice", say

private:
    std::optional<served> take_once(const seen_request& request);
    std::optional<served> choose(const seen_request& request) const;

    mutable std::mutex mutex_ = {};  ///< the server's threads read the answers
    std::map<std::string, served> answers_ = {};
    std::map<std::string, served> once_ = {};
    std::function<std::chrono::milliseconds()> delay_ = {};
    web_server server_{};  // last: it asks about the others until it ends
};

/// The vendor's index when all is well.
served index_page();

/// The config.json of the model that can be sized.
served config_of_dense();

/// The files of a data directory that people keep: not what is told of the last runs.
std::map<std::string, std::string> files_people_keep(const std::filesystem::path& data);

/// A staging file without its licences. One that no listing names is what the Hub last said of the
/// model: it stays when the Hub is out of reach.
std::string without_licenses(const std::string& staged);

/// Whether text holds a part.
bool holds(const std::string& text, const std::string& part);

}  // namespace muster::test
