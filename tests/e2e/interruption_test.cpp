#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"
#include "support/kind_of_run.hpp"

#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <csignal>
#include <random>
#include <regex>
#include <set>
#include <thread>

using namespace muster;
using namespace muster::test;

namespace {

/// Files by name and content; the moment of a run is no difference.
std::set<std::pair<std::string, std::string>>
undated(const std::map<std::string, std::string>& files)
{
    static const std::regex moment(R"(\d{4}-\d\d-\d\dT[0-9:.]+Z)");
    std::set<std::pair<std::string, std::string>> out;
    for (const auto& [name, content] : files)
        out.emplace(name, std::regex_replace(content, moment, "now"));
    return out;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(interruption_test, small_world)

BOOST_AUTO_TEST_CASE(o02_a_run_killed_at_any_moment_leaves_whole_files)
{
    const std::string indexes[] = {
        R"([{"hugging_face_id": "x/y"}])", R"([{"hugging_face_id": "x/z"}])"};
    std::set<std::pair<std::string, std::string>> whole;
    const auto began = std::chrono::steady_clock::now();
    for (const auto& index : indexes)
    {
        answer_with("/openrouter", answer(index));
        muster_well({"run", "--no-stale"});
        whole.merge(undated(kept_files()));
    }
    const auto longest = (std::chrono::steady_clock::now() - began) / std::size(indexes);

    const unsigned kills = wants_all() ? 200 : 25;
    std::mt19937 random(7);
    for (unsigned i = 0; i < kills; ++i)
    {
        answer_with("/openrouter", answer(indexes[i % 2]));
        {
            const child running(command_of({"run", "--no-stale"}));
            std::this_thread::sleep_for(longest * (random() % 1000) / 1000);
        }
        for (const auto& [name, content] : undated(kept_files()))
            if (!holds(name, ".draft-"))
                BOOST_TEST_REQUIRE(whole.contains({name, content}), "kill " << i << ": " << name);
        BOOST_TEST_REQUIRE(parse_json(report(), "report").has_value());
    }
    muster_well({"run", "--no-stale"});
    for (const auto& [name, content] : kept_files())
        BOOST_TEST(!holds(name, ".draft-"), name);
}

BOOST_AUTO_TEST_CASE(o02_a_signal_while_plugins_are_loaded_ends_the_run_like_any_other)
{
    const auto plugins = directory.path() / "plugins";
    std::filesystem::create_directory(plugins);
    for (int i = 0; i < 6; ++i)
        std::filesystem::copy_file(
            std::filesystem::path(MUSTER_FIXTURE_DIRECTORY) / "load_wait.so",
            plugins / ("wait_" + std::to_string(i) + ".so")
        );
    for (const auto* word : {"sources", "ingest", "--help"})
    {
        child running(command_of({word, "--plugin-dir", plugins.string()}));
        std::this_thread::sleep_for(std::chrono::milliseconds(700));
        const auto sent = std::chrono::steady_clock::now();
        ::kill(running.number(), SIGINT);
        const auto done = running.wait();

        BOOST_TEST(done.status == 1, word);
        BOOST_TEST(holds(done.err, "muster: interrupted; no output was changed\n"), done.err);
        BOOST_TEST(done.out == "");
        BOOST_TEST(
            (std::chrono::steady_clock::now() - sent < std::chrono::seconds(is_sanitized ? 6 : 2))
        );
    }
}

BOOST_AUTO_TEST_SUITE_END()
