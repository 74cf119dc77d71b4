#include "fetch/joint_progress.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace std::chrono_literals;

namespace {

fetched_source ended_with(verdict outcome)
{
    fetched_source out;
    out.listing.outcome = outcome;
    return out;
}

struct progress_fixture
{
    progress_fixture()
    {
        plan.description.name = "hub";
        plan.questions.resize(3);
        context.on_begin = [this](const std::string& name, const fetch_progress& so_far) {
            BOOST_TEST(name == "hub");
            now = &so_far;
        };
        context.on_page = [this](const std::string&, const fetch_progress&) { ++pages_told; };
        context.on_end = [this](const std::string&, const fetched_source& all) { ended = all; };
    }

    source_plan plan = {};
    fetch_context context = {};
    const fetch_progress* now = nullptr;
    int pages_told = 0;
    std::optional<fetched_source> ended = {};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(joint_progress_test, progress_fixture)

BOOST_AUTO_TEST_CASE(it_is_the_sum_of_what_each_question_said_last)
{
    joint_progress whole(plan, context);
    BOOST_TEST_REQUIRE(now != nullptr);
    const auto first = whole.context_of(0, {});
    const auto third = whole.context_of(2, {});
    BOOST_TEST(!first.on_begin);
    first.on_page("hub", {1, 10, {1, 0, 100}});
    third.on_page("hub", {1, 5, {2, 1, 50}});
    first.on_page("hub", {2, 20, {2, 0, 200}});
    BOOST_TEST(pages_told == 3);
    BOOST_TEST(now->pages == 3u);
    BOOST_TEST(now->records == 25u);
    BOOST_TEST(now->spent.requests == 4u);
    BOOST_TEST(now->spent.retries == 1u);
    BOOST_TEST(now->spent.bytes == 250u);

    // The end of a question is none of the source.
    auto done = ended_with(verdict::ok);
    done.progress = {3, 30, {3, 0, 300}};
    first.on_end("hub", done);
    BOOST_TEST(!ended);
    BOOST_TEST(now->records == 35u);
}

BOOST_AUTO_TEST_CASE(its_verdict_is_the_gravest)
{
    joint_progress whole(plan, context);
    whole.end(
        {ended_with(verdict::partial), ended_with(verdict::failed), ended_with(verdict::ok)}, 5s
    );
    BOOST_TEST_REQUIRE(ended.has_value());
    BOOST_TEST(to_string(ended->listing.outcome) == "failed");
    BOOST_TEST((ended->took == 5s));
    whole.end({ended_with(verdict::ok), ended_with(verdict::ok)}, 1s);
    BOOST_TEST(to_string(ended->listing.outcome) == "ok");
}

BOOST_AUTO_TEST_SUITE_END()
