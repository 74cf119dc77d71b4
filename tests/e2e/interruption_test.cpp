#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"
#include "muster/models.hpp"
#include "muster/stage.hpp"

#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <csignal>
#include <random>
#include <thread>

using namespace muster;
using namespace muster::test;
using namespace std::chrono_literals;

namespace {

served silence()
{
    served none;
    none.before_head = std::chrono::hours(1);
    return none;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(interruption_test, small_world)

BOOST_AUTO_TEST_CASE(a_signal_ends_a_run_soon_and_changes_no_output)
{
    muster_well({"run"});
    const auto before = kept_files();
    answer_with("/openrouter", silence());
    for (const int signal : {SIGINT, SIGTERM})
    {
        child running(command_of({"run"}));
        std::this_thread::sleep_for(700ms);
        ::kill(running.number(), signal);
        const auto signalled = std::chrono::steady_clock::now();
        const auto done = running.wait();

        BOOST_TEST((std::chrono::steady_clock::now() - signalled < 2s));
        BOOST_TEST(done.status == 1);
        BOOST_TEST(holds(done.err, "muster: interrupted; no output was changed\n"));
        BOOST_TEST((kept_files() == before));
        BOOST_TEST(holds(report(), "\"interrupted\": true"));
    }
}

BOOST_AUTO_TEST_CASE(a_run_killed_at_any_moment_leaves_whole_files)
{
    muster_well({"run"});
    std::mt19937 random(7);
    for (int i = 0; i < 20; ++i)
    {
        answer_with("/openrouter", answer(i % 2 == 0 ? "[]" : R"([{"hugging_face_id": "x/y"}])"));
        {
            const child running(command_of({"run", "--no-stale"}));
            std::this_thread::sleep_for(std::chrono::milliseconds(random() % 400));
        }
        BOOST_TEST_REQUIRE(read_stage(staged()).has_value());
        BOOST_TEST_REQUIRE(read_models(models()).has_value());
        BOOST_TEST_REQUIRE(parse_json(report(), "report").has_value());
    }
    BOOST_TEST(muster({"run"}).status == 0);
}

BOOST_AUTO_TEST_SUITE_END()
