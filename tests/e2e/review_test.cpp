#include "e2e/small_world.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;

BOOST_FIXTURE_TEST_SUITE(review_test, small_world)

BOOST_AUTO_TEST_CASE(the_page_tells_of_the_run_and_of_what_it_changed)
{
    muster_well({"run"});
    answer_with("/openrouter", answer(R"([{"hugging_face_id": "New/Model"}])"));
    muster_well({"run", "--no-stale"});
    const auto done = muster_well({"review"});
    BOOST_TEST(holds(done.out, "review.html: 6 candidates, 1 published model;"), done.out);

    const auto page = text_of(data / "review.html");
    BOOST_TEST(holds(page, R"("model_id":"Acme/Dense")"));
    BOOST_TEST(holds(page, R"("staged":{"added":[{"model_id":"New/Model")"));
    BOOST_TEST(holds(page, R"("history":[{"date":)"));
}

BOOST_AUTO_TEST_CASE(an_earlier_state_can_be_named)
{
    muster_well({"run"});
    put_file(directory.path() / "old.json", R"([{"model_id": "Old/Model", "params_b": 1}])");
    const auto page = directory.path() / "page.html";
    muster_well(
        {"review", "--against", (directory.path() / "old.json").string(), "--out", page.string()}
    );
    BOOST_TEST(holds(text_of(page), R"("gone":[{"model_id":"Old/Model")"));
    BOOST_TEST(!std::filesystem::exists(data / "review.html"));

    const auto done = muster({"review", "--against", "nowhere"});
    BOOST_TEST(done.status == 2, done.err);
}

BOOST_AUTO_TEST_CASE(a_page_needs_something_to_show)
{
    std::filesystem::remove_all(data);
    const auto done = muster({"review"});
    BOOST_TEST(done.status == 1);
    BOOST_TEST(holds(done.err, "run muster run first"), done.err);
    BOOST_TEST(muster({"review", "word"}).status == 2);
}

BOOST_AUTO_TEST_SUITE_END()
