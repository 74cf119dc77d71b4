#include "fetch/fetch_source.hpp"
#include "support/canned_web.hpp"
#include "support/run.hpp"
#include "support/stub_runner.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
using namespace std::chrono_literals;
using std::chrono::steady_clock;
using strings = std::vector<std::string>;

namespace {

struct questions_fixture
{
    canned_web web = {};
    stub_runner runner = {};
    source_plan plan = plan_for(runner);
    fetch_context context = {};
    boost::asio::io_context loop = {};

    questions_fixture()
    {
        context.web = &web;
        context.deadline = 20s;
        context.now = "2026-06-01T00:00:00Z";
    }

    static std::string url_of(std::size_t page)
    {
        return "https://s.example/" + std::to_string(page);
    }

    /// Question i begins with page i, which has the model "a/I" and comes after its delay.
    void ask(std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i)
        {
            const auto number = std::to_string(i);
            plan.questions.push_back({"q" + number, "q " + number, {{"page", number}}, 0});
            web.put(url_of(i), "a/" + number);
        }
    }

    std::vector<fetched_source> fetch() { return test::run(loop, fetch_questions(plan, context)); }

    /// Of each question its verdict, models and reason: "ok a/0", "failed: no answer".
    strings outcomes()
    {
        strings out;
        for (const auto& one : fetch())
            out.push_back(outcome_of(one));
        return out;
    }

    static std::string outcome_of(const fetched_source& one)
    {
        std::string text(to_string(one.listing.outcome));
        for (const auto& model : one.listing.request.published.models)
            text += ' ' + std::string(model.model_id);
        return text + (one.listing.reason.empty() ? "" : ": ") + one.listing.reason;
    }

    static strings repeated(const std::string& text, std::size_t times)
    {
        return strings(times, text);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(fetch_questions_test, questions_fixture)

BOOST_AUTO_TEST_CASE(several_are_under_way_and_never_more_than_the_limit)
{
    ask(3 * questions_at_once_limit);
    web.delay = 100ms;
    const auto began = steady_clock::now();
    const auto all = fetch();

    BOOST_TEST((steady_clock::now() - began < plan.questions.size() * web.delay / 3));
    BOOST_TEST(web.most_at_once == questions_at_once_limit);
    for (std::size_t i = 0; i < all.size(); ++i)
        BOOST_TEST(outcome_of(all[i]) == "ok a/" + std::to_string(i));
    BOOST_TEST(all.size() == plan.questions.size());
}

BOOST_AUTO_TEST_CASE(the_plugin_reads_one_page_at_a_time_and_rests_at_the_end)
{
    ask(5);
    runner.reading_time = 10ms;
    fetch();
    BOOST_TEST(runner.read_pages.size() == 5u);
    BOOST_TEST(runner.most_at_once == 1u);
    BOOST_TEST(runner.rests == 1u);
}

BOOST_AUTO_TEST_CASE(who_is_answered_first_changes_nothing)
{
    ask(6);
    web.refuse(url_of(2), 500);
    const auto expected = strings{
        "ok a/0",
        "ok a/1",
        "failed: https://s.example/2 answered 500",
        "ok a/3",
        "ok a/4",
        "ok a/5"};
    for (const auto& slow : {std::size_t{0}, std::size_t{2}, std::size_t{5}})
    {
        web.delays = {{url_of(slow), 60ms}};
        BOOST_TEST(outcomes() == expected, boost::test_tools::per_element());
    }
}

// Two before the last of three failures, itself, and those that may be under way with it.
BOOST_AUTO_TEST_CASE(a_source_out_of_order_is_asked_the_same_questions_whoever_is_answered_first)
{
    ask(questions_at_once_limit + 20);
    for (std::size_t i = 1; i <= failures_in_a_row_limit; ++i)
        web.refuse(url_of(i), 500);
    strings expected = {"ok a/0"};
    for (std::size_t i = 1; i < plan.questions.size(); ++i)
        expected.push_back(
            i <= failures_in_a_row_limit ? "failed: " + url_of(i) + " answered 500"
            : i < failures_in_a_row_limit + questions_at_once_limit
                ? "ok a/" + std::to_string(i)
                : "failed: not asked, as 3 questions in a row failed, the last with: "
                  "https://s.example/3 answered 500"
        );
    std::size_t ended = 0;
    context.on_end = [&ended](const std::string&, const fetched_source&) { ++ended; };
    for (const auto late : {0, 1, 3, 5, 17})
    {
        web.asked.clear();
        web.delays = {{url_of(static_cast<std::size_t>(late)), 60ms}};
        const auto all = fetch();
        BOOST_TEST_REQUIRE(all.size() == expected.size());
        for (std::size_t i = 0; i < all.size(); ++i)
            BOOST_TEST(outcome_of(all[i]) == expected[i], late << " is late");
        BOOST_TEST(all.back().listing.request.start.empty());
        BOOST_TEST(web.asked.size() == failures_in_a_row_limit + questions_at_once_limit);
        BOOST_TEST(web.most_at_once <= questions_at_once_limit);
    }
    BOOST_TEST(ended == 5u);
}

BOOST_AUTO_TEST_CASE(good_answers_behind_failures_in_a_row_count_whenever_they_come)
{
    ask(6);
    for (const auto i : {1, 2, 3})
        web.refuse(url_of(static_cast<std::size_t>(i)), 404);
    const auto expected = strings{
        "ok a/0",
        "failed: https://s.example/1 answered 404",
        "failed: https://s.example/2 answered 404",
        "failed: https://s.example/3 answered 404",
        "ok a/4",
        "ok a/5"};
    for (const auto late : {std::size_t{0}, std::size_t{3}, std::size_t{5}})
    {
        web.delays = {{url_of(late), 60ms}};
        BOOST_TEST(outcomes() == expected, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(failures_that_are_not_in_a_row_end_nothing)
{
    ask(8);
    for (const auto i : {0, 1, 3, 4, 6, 7})
        web.refuse(url_of(static_cast<std::size_t>(i)), 500);
    web.delays = {{url_of(2), 40ms}, {url_of(5), 20ms}};
    const auto all = outcomes();
    BOOST_TEST(all[2] == "ok a/2");
    BOOST_TEST(all[5] == "ok a/5");
}

BOOST_AUTO_TEST_CASE(a_crash_costs_its_question_whoever_is_answered_first)
{
    ask(questions_at_once_limit + 4);
    web.put(url_of(1), "~");
    strings expected;
    for (std::size_t i = 0; i < plan.questions.size(); ++i)
        expected.push_back(i == 1 ? "crashed: ended by signal 11" : "ok a/" + std::to_string(i));
    for (const auto late : {0, 1, 4, 19})
    {
        web.delays = {{url_of(static_cast<std::size_t>(late)), 60ms}};
        BOOST_TEST(outcomes() == expected, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(a_plugin_that_crashes_at_each_question_is_soon_asked_no_more)
{
    ask(2 * questions_at_once_limit);
    for (std::size_t i = 0; i < plan.questions.size(); ++i)
        web.put(url_of(i), "~");
    const auto all = fetch();
    BOOST_TEST(outcome_of(all[2]) == "crashed: ended by signal 11");
    BOOST_TEST(
        outcome_of(all.back()) == "crashed: not asked, as 3 questions in a row failed, the last "
                                  "with: ended by signal 11"
    );
    BOOST_TEST(web.asked.size() == failures_in_a_row_limit - 1 + questions_at_once_limit);
}

// There nothing is sent, and what an earlier run has in its cache is of use.
BOOST_AUTO_TEST_CASE(without_a_network_each_question_is_tried)
{
    ask(2 * questions_at_once_limit);
    for (std::size_t i = 0; i + 1 < plan.questions.size(); ++i)
        web.failures.emplace(url_of(i), failure{errc::no_network, "offline, and not in the cache"});
    const auto all = fetch();
    for (std::size_t i = 0; i + 1 < all.size(); ++i)
    {
        BOOST_TEST(outcome_of(all[i]) == "failed: offline, and not in the cache");
        BOOST_TEST(all[i].lacks_network);
    }
    BOOST_TEST(outcome_of(all.back()) == "ok a/" + std::to_string(all.size() - 1));
}

BOOST_AUTO_TEST_CASE(when_the_time_is_over_what_came_counts)
{
    ask(questions_at_once_limit + 2);
    web.delay = 15s;
    context.deadline = 200ms;
    web.delays = {{url_of(0), 0ms}, {url_of(1), 0ms}};
    const auto began = steady_clock::now();
    const auto all = outcomes();

    BOOST_TEST((steady_clock::now() - began < 5s));
    for (std::size_t i = 0; i < all.size(); ++i)
        BOOST_TEST(
            all[i] == (i < 2 ? "ok a/" + std::to_string(i)
                             : "timed-out: not finished within 0.2 s (--deadline)")
        );
    BOOST_TEST(web.asked.size() == plan.questions.size());
}

BOOST_AUTO_TEST_CASE(no_question_begins_when_the_time_is_over)
{
    ask(questions_at_once_limit + 5);
    web.delay = 15s;
    context.deadline = 100ms;
    const auto all = outcomes();
    BOOST_TEST(
        all == repeated("timed-out: not finished within 0.1 s (--deadline)", all.size()),
        boost::test_tools::per_element()
    );
    BOOST_TEST(web.asked.size() == questions_at_once_limit);
}

BOOST_AUTO_TEST_CASE(a_call_that_takes_too_long_costs_its_question)
{
    ask(questions_at_once_limit + 5);
    web.failures.emplace(url_of(1), failure{errc::timed_out, "does not return"});
    const auto all = outcomes();
    for (std::size_t i = 0; i < all.size(); ++i)
        BOOST_TEST(all[i] == (i == 1 ? "timed-out: does not return" : "ok a/" + std::to_string(i)));
}

BOOST_AUTO_TEST_CASE(a_stop_ends_what_is_under_way_and_begins_nothing)
{
    ask(questions_at_once_limit + 5);
    web.delay = 15s;
    interruption stop;
    context.stop = &stop;
    boost::asio::cancellation_signal signal;
    std::vector<fetched_source> all;
    boost::asio::co_spawn(
        loop,
        fetch_questions(plan, context),
        boost::asio::bind_cancellation_slot(
            signal.slot(),
            [&all](const std::exception_ptr& bug, std::vector<fetched_source> answers) {
                BOOST_TEST(!bug);
                all = std::move(answers);
            }
        )
    );
    boost::asio::steady_timer timer(loop, 50ms);
    timer.async_wait([&](boost::system::error_code) {
        stop.is_requested = true;
        signal.emit(boost::asio::cancellation_type::terminal);
    });
    const auto began = steady_clock::now();
    loop.run();

    BOOST_TEST((steady_clock::now() - began < 5s));
    BOOST_TEST_REQUIRE(all.size() == plan.questions.size());
    for (const auto& one : all)
        BOOST_TEST(outcome_of(one) == "failed: interrupted");
    BOOST_TEST(web.asked.size() == questions_at_once_limit);
    BOOST_TEST(runner.rests == 1u);
}

BOOST_AUTO_TEST_CASE(progress_is_of_all_questions_together)
{
    ask(4);
    plan.questions[2].record_limit = 1;
    web.put(url_of(2), "a/2 a/2b");
    std::uint64_t pages = 0;
    const fetch_progress* kept = nullptr;
    context.on_begin = [&](const std::string&, const fetch_progress& so_far) { kept = &so_far; };
    context.on_page = [&](const std::string&, const fetch_progress& so_far) {
        BOOST_TEST(&so_far == kept);
        BOOST_TEST(so_far.pages == ++pages);
        BOOST_TEST(so_far.records == pages);
    };
    std::uint64_t requests = 0;
    context.on_end = [&](const std::string&, const fetched_source& fetched) {
        requests += fetched.progress.spent.requests;
    };
    fetch();
    BOOST_TEST(pages == 4u);
    BOOST_TEST(requests == 4u);
}

BOOST_AUTO_TEST_CASE(the_time_of_a_source_is_not_the_sum_of_its_questions)
{
    ask(4);
    web.delay = 100ms;
    std::chrono::milliseconds took = {};
    context.on_end = [&](const std::string&, const fetched_source& fetched) {
        took = fetched.took;
    };
    for (const auto& one : fetch())
        BOOST_TEST((one.took >= 100ms && one.took <= took));
    BOOST_TEST((took < 300ms));
}

BOOST_AUTO_TEST_CASE(a_trial_asks_each_for_one_page)
{
    ask(3);
    web.put(url_of(0), "a/0", {{"link", "<https://s.example/9>; rel=\"next\""}});
    context.wants_one_page = true;
    BOOST_TEST(
        outcomes() == (strings{"ok a/0", "ok a/1", "ok a/2"}), boost::test_tools::per_element()
    );
    BOOST_TEST(web.asked.size() == 3u);
}

BOOST_AUTO_TEST_SUITE_END()
