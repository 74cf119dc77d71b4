#include "e2e/fault_world.hpp"
#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"
#include "support/kind_of_run.hpp"
#include "support/wait_until.hpp"

#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <csignal>
#include <map>
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

/// When each file was written last, but for the report and the lock.
std::map<std::string, std::filesystem::file_time_type>
dates_of_outputs(const std::filesystem::path& data)
{
    std::map<std::string, std::filesystem::file_time_type> dates;
    for (const auto& each : std::filesystem::recursive_directory_iterator(data))
        if (each.is_regular_file() && each.path().filename() != "run_report.json" &&
            each.path().filename() != ".lock")
            dates[each.path().string()] = each.last_write_time();
    return dates;
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

BOOST_AUTO_TEST_CASE(o02_a_first_run_killed_at_any_moment_leaves_a_whole_start_or_none)
{
    const auto first_run = command_of({"ingest", "--no-stale"});
    std::filesystem::remove_all(data);
    const auto began = std::chrono::steady_clock::now();
    muster_well({"ingest", "--no-stale"});
    const auto longest = std::chrono::steady_clock::now() - began;
    auto whole = undated(kept_files());
    const auto shipped = files_people_keep(std::filesystem::path(MUSTER_SOURCE_DIRECTORY) / "data");
    whole.merge(undated(shipped));

    const unsigned kills = wants_all() ? 200 : 30;
    std::mt19937 random(11);
    for (unsigned i = 0; i < kills; ++i)
    {
        std::filesystem::remove_all(data);
        if (i % 2 == 1)
            std::filesystem::create_directory(data);
        {
            const child running(first_run);
            // The start is the beginning of a run.
            std::this_thread::sleep_for(longest * (random() % 1000) / (i % 3 == 0 ? 1000 : 5000));
        }
        if (!std::filesystem::exists(data))
            continue;
        bool has_begun = false;
        const bool is_unfinished = std::filesystem::exists(data / ".start");
        const auto found = kept_files();
        for (const auto& [name, content] : undated(found))
            if (!name.starts_with(".start") && !holds(name, ".draft-"))
            {
                has_begun = true;
                BOOST_TEST_REQUIRE(whole.contains({name, content}), "kill " << i << ": " << name);
            }
        for (const auto& [name, content] : shipped)
            BOOST_TEST_REQUIRE(
                (!has_begun || is_unfinished || found.contains(name)), "kill " << i << ": " << name
            );
    }
    muster_well({"ingest", "--no-stale"});
    for (const auto& [name, content] : shipped)
        BOOST_TEST(kept_files().contains(name), name);
    for (const auto& entry : std::filesystem::directory_iterator(directory.path()))
        BOOST_TEST(!holds(entry.path().string(), "-start-"), entry.path());
    for (const auto& [name, content] : all_files(data))
        BOOST_TEST((!holds(name, ".draft-") && !name.starts_with(".start")), name);
}

BOOST_AUTO_TEST_CASE(o02_an_interrupted_run_is_no_failed_run)
{
    const auto failed_runs = [this] {
        const auto told = parse_json(report(), "report");
        const auto* counts = told->as_object().if_contains("failed_runs");
        return counts ? counts->at("openrouter").to_number<int>() : 0;
    };
    answer_with("/openrouter", refusal(404));
    muster_well({"ingest"});
    BOOST_TEST(failed_runs() == 1);

    auto silence = answer("[]");
    silence.before_head = std::chrono::hours(1);
    answer_with("/openrouter", silence);
    const auto asked = times_asked("/openrouter");
    child running(command_of({"ingest"}));
    wait_until_asked("/openrouter", asked);
    ::kill(running.number(), SIGINT);
    BOOST_TEST(running.wait().status == 1);
    BOOST_TEST(holds(report(), "\"interrupted\": true"));
    BOOST_TEST(failed_runs() == 1);

    answer_with("/openrouter", refusal(404));
    muster_well({"ingest"});
    BOOST_TEST(failed_runs() == 2);
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
        BOOST_TEST(wait_until([&] { return !descendants(running.number()).empty(); }), word);
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

// Merging, sorting and writing do not wait for anything.
BOOST_FIXTURE_TEST_CASE(o02_a_signal_in_its_own_steps_is_seen_within_a_second, fault_world)
{
    std::string page;
    for (unsigned i = 0; i < (is_sanitized ? 20'000U : 200'000U); ++i)
        page += "owner-" + std::to_string(i % 9973) + "/some-model-" + std::to_string(i) + '\n';
    put_file(data / "healthy_a.txt", page);
    auto what = command_of({"--no-stale"});
    *std::next(std::find(what.words.begin(), what.words.end(), "--deadline")) = "60";
    const auto began = std::chrono::steady_clock::now();
    BOOST_TEST_REQUIRE(run(what).status == 0);
    const auto longest = std::chrono::steady_clock::now() - began;
    put_file(data / "healthy_a.txt", page + "one/more\n");
    const auto before = dates_of_outputs(data);

    unsigned in_steps = 0;
    for (int part = 1; part < 30; ++part)
    {
        child running(what);
        std::this_thread::sleep_for(longest * part / 30);
        const auto sent = std::chrono::steady_clock::now();
        ::kill(running.number(), SIGINT);
        const auto done = running.wait();
        const auto took = std::chrono::steady_clock::now() - sent;
        if (done.status == 0)
            break;

        // A disk that has other things to do as well is waited for.
        BOOST_TEST((took < std::chrono::seconds(is_sanitized ? 15 : 5)), part);
        BOOST_TEST(holds(done.err, "muster: interrupted; no output was changed\n"), done.err);
        BOOST_TEST((dates_of_outputs(data) == before), part);
        in_steps += holds(done.err, "healthy_a: answered") ? 1 : 0;
    }
    BOOST_TEST(in_steps > 0u);
}

BOOST_AUTO_TEST_SUITE_END()
