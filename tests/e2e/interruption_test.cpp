#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"
#include "muster/models.hpp"
#include "muster/stage.hpp"

#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <random>
#include <thread>

using namespace muster;
using namespace muster::test;

BOOST_FIXTURE_TEST_SUITE(interruption_test, small_world)

BOOST_AUTO_TEST_CASE(o02_a_run_killed_at_any_moment_leaves_whole_files)
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
