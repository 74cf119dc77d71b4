#include "fetch/fetch_source.hpp"
#include "support/canned_web.hpp"
#include "support/run.hpp"
#include "support/stub_runner.hpp"

#include <boost/test/unit_test.hpp>

#include <thread>

using namespace muster;
using namespace muster::test;
using namespace std::chrono_literals;
using strings = std::vector<std::string>;

namespace {

std::string url_of(int number) { return "https://s.example/" + std::to_string(number); }

strings ids_of(const fetched_source& fetched)
{
    strings ids;
    for (const auto& model : fetched.listing.request.published.models)
        ids.emplace_back(model.model_id);
    return ids;
}

// Waits for an answer as long as it may, so that the deadline has passed when it says so. There is
// one page before that, if any.
class silent_web final : public web_client
{
public:
    canned_web first = {};

    boost::asio::awaitable<result<web_answer>> get(web_request request) override
    {
        if (first.answers.contains(request.url))
        {
            auto answer = co_await first.get(std::move(request));
            co_return answer;
        }
        std::this_thread::sleep_until(request.deadline);
        co_return failure{errc::unavailable, request.url + ": no answer in time"};
    }
};

struct fetch_fixture
{
    canned_web web = {};
    stub_runner runner = {};
    source_plan plan = plan_for(runner);
    fetch_context context = {};
    boost::asio::io_context loop = {};

    fetch_fixture()
    {
        context.web = &web;
        context.deadline = 20s;
        context.now = "2026-06-01T00:00:00Z";
    }

    fetched_source fetch() { return test::run(loop, fetch_source(plan, context)); }

    /// The verdict and reason of a fetch.
    std::string outcome()
    {
        const auto fetched = fetch();
        return std::string(to_string(fetched.listing.outcome)) + ": " + fetched.listing.reason;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(fetch_source_test, fetch_fixture)

BOOST_AUTO_TEST_CASE(pages_are_followed_to_the_last)
{
    web.put(url_of(1), "a/one !row", {{"link", "<" + url_of(2) + ">; rel=\"next\""}});
    web.put(url_of(2), "b/two");
    const auto fetched = fetch();

    BOOST_TEST(to_string(fetched.listing.outcome) == "ok");
    BOOST_TEST(ids_of(fetched) == (strings{"a/one", "b/two"}));
    BOOST_TEST(fetched.progress.pages == 2u);
    BOOST_TEST(fetched.progress.records == 2u);
    BOOST_TEST(fetched.progress.spent.requests == 2u);
    BOOST_TEST(fetched.listing.request.published.label == "stub_label");
    BOOST_TEST(fetched.listing.request.start == strings{url_of(1)});
    BOOST_TEST(fetched.listing.request.published.rejected.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_plugin_may_follow_several_and_relative_urls)
{
    web.put(url_of(1), "a/one >/2 >3?c=%3D");
    web.put(url_of(2), "b/two");
    web.put("https://s.example/3?c=%3D", "c/three");

    BOOST_TEST(ids_of(fetch()) == (strings{"a/one", "b/two", "c/three"}));
}

BOOST_AUTO_TEST_CASE(h13_a_circle_of_pages_ends)
{
    web.put(url_of(1), "a/one >/2");
    web.put(url_of(2), "b/two >/1");

    BOOST_TEST(outcome() == "partial: pagination-cycle: page 2 leads back to a page that was read");
    BOOST_TEST(web.urls_asked() == (strings{url_of(1), url_of(2)}));
}

BOOST_AUTO_TEST_CASE(h13_a_page_that_leads_to_itself_ends)
{
    web.put(url_of(1), "a/one >/1");

    BOOST_TEST(outcome() == "partial: pagination-cycle: page 1 leads back to a page that was read");
}

BOOST_AUTO_TEST_CASE(h13_a_list_without_end_ends_at_the_page_limit)
{
    context.page_limit = 3;
    for (int i = 1; i < 9; ++i)
        web.put(url_of(i), "a/" + std::to_string(i) + " >/" + std::to_string(i + 1));

    BOOST_TEST(outcome() == "partial: page-limit: more than 3 pages");
    BOOST_TEST(web.asked.size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_limit_of_records_stops_the_asking)
{
    plan.record_limit = 3;
    web.put(url_of(1), "a/one A/ONE >/2");
    web.put(url_of(2), "b/two c/three a/one >/3");
    const auto fetched = fetch();

    BOOST_TEST(to_string(fetched.listing.outcome) == "ok");
    BOOST_TEST(ids_of(fetched) == (strings{"a/one", "A/ONE", "b/two"}));
    BOOST_TEST(web.asked.size() == 2u);
}

BOOST_AUTO_TEST_CASE(fewer_rows_than_promised_are_a_part)
{
    web.put(url_of(1), "a/one =500");
    BOOST_TEST(outcome() == "partial: the service says that it has 500 rows, and gave 1");
    BOOST_TEST(ids_of(fetch()) == strings{"a/one"});
    BOOST_TEST(fetch().listing.promised.value() == 500u);
}

BOOST_AUTO_TEST_CASE(every_row_counts_for_the_promise)
{
    web.put(url_of(1), "a/one a/two - =5 @2026-01 >/2");
    web.put(url_of(2), "!bad b/two =5 @2025-12-31");
    const auto fetched = fetch();

    BOOST_TEST(to_string(fetched.listing.outcome) == "ok");
    BOOST_TEST(fetched.listing.received == 5u);
    BOOST_TEST(fetched.listing.skipped == 1u);
    BOOST_TEST(fetched.listing.content_date == "2026-01,2025-12-31");
}

BOOST_AUTO_TEST_CASE(rows_that_come_twice_fill_no_promise)
{
    web.put(url_of(1), "a/one a/two =4 >/2");
    web.put(url_of(2), "a/one a/two =4");
    BOOST_TEST(
        outcome() == "partial: the service says that it has 4 rows, and gave 2, some of them "
                     "twice: 4 came"
    );
    BOOST_TEST(fetch().listing.missing.value() == 2u);

    // A list that moves while it is read gives a few rows again.
    std::string many = "=200";
    for (int i = 0; i < 198; ++i)
        many += " b/" + std::to_string(i);
    web.put(url_of(1), many + " >/2");
    web.put(url_of(2), "b/1 b/2");
    BOOST_TEST(outcome() == "ok: ");
}

BOOST_AUTO_TEST_CASE(of_several_promises_the_last_counts)
{
    web.put(url_of(1), "a/one =3 >/2");
    web.put(url_of(2), "b/two =2");
    BOOST_TEST(outcome() == "ok: ");
}

BOOST_AUTO_TEST_CASE(a_limit_and_a_trial_ask_for_less_than_was_promised)
{
    web.put(url_of(1), "a/one a/two =500 +");
    plan.record_limit = 2;
    BOOST_TEST(outcome() == "ok: ");
    plan.record_limit = 0;
    context.wants_one_page = true;
    BOOST_TEST(outcome() == "ok: ");
}

BOOST_AUTO_TEST_CASE(more_that_nothing_leads_to_makes_a_part)
{
    web.put(url_of(1), "a/one + >/2");
    web.put(url_of(2), "b/two");
    BOOST_TEST(outcome() == "ok: ");
    const auto partial =
        "partial: more rows follow a page that links to none (if that stays so: --no-stale takes "
        "what came, --skip " +
        plan.description.name + " leaves the source out)";
    web.put(url_of(2), "b/two +");
    BOOST_TEST(outcome() == partial);

    // Whatever comes after it.
    web.put(url_of(1), "a/one >/2 >/3");
    web.put(url_of(3), "c/three");
    BOOST_TEST(outcome() == partial);
}

BOOST_AUTO_TEST_CASE(a_page_most_of_whose_rows_cannot_be_read_fails)
{
    web.put(url_of(1), "!one !two a/three");
    const auto fetched = fetch();
    BOOST_TEST(to_string(fetched.listing.outcome) == "failed");
    BOOST_TEST(
        fetched.listing.reason == "page 1: 2 of its 3 rows cannot be read, the first is one: is "
                                  "bad"
    );
    BOOST_TEST(ids_of(fetched).empty());
    BOOST_TEST(fetched.listing.request.published.rejected.size() == 2u);

    web.put(url_of(1), "a/one !two >/2");
    web.put(url_of(2), "!one !two - b/two c/three !three");
    BOOST_TEST(outcome() == "ok: ");
    web.put(url_of(2), "!one !two b/two");
    BOOST_TEST(outcome().starts_with("partial: page 2: 2 of its 3 rows cannot be read"));
    BOOST_TEST(ids_of(fetch()) == strings{"a/one"});
}

BOOST_AUTO_TEST_CASE(what_came_before_a_failure_is_kept)
{
    web.put(url_of(1), "a/one >/2");
    web.refuse(url_of(2), 500);
    const auto fetched = fetch();

    BOOST_TEST(to_string(fetched.listing.outcome) == "partial");
    BOOST_TEST(fetched.listing.reason == "page 2: https://s.example/2 answered 500");
    BOOST_TEST(ids_of(fetched) == strings{"a/one"});
}

BOOST_AUTO_TEST_CASE(what_a_plugin_asks_for_is_told_as_text)
{
    web.put(url_of(1), "a/one >file:/x\xff\x1b");

    BOOST_TEST(outcome() == "partial: file-not-allowed: the plugin may not read /x\\xff\\x1b");
    runner.first = {"file:\xff"};
    BOOST_TEST(fetch().listing.request.start == strings{"file:\\xff"});
}

BOOST_AUTO_TEST_CASE(a_failure_on_the_first_page_leaves_nothing)
{
    web.refuse(url_of(1), 503);

    BOOST_TEST(outcome() == "failed: https://s.example/1 answered 503");
}

BOOST_AUTO_TEST_CASE(h18_a_bad_page_counts_for_nothing_and_its_beginning_is_told)
{
    web.put(url_of(1), "a/one #");
    BOOST_TEST(outcome() == "failed: not one of mine; it begins with a/one #");
    BOOST_TEST(ids_of(fetch()).empty());

    web.put(url_of(1), "a/one >/2");
    web.put(url_of(2), "b/two #");
    BOOST_TEST(ids_of(fetch()) == strings{"a/one"});
    BOOST_TEST(outcome() == "partial: not one of mine; it begins with b/two #");
}

BOOST_AUTO_TEST_CASE(a_plugin_that_crashes_or_cannot_start_is_named)
{
    web.put(url_of(1), "~");
    BOOST_TEST(outcome() == "crashed: ended by signal 11");
    runner.mood = failure{errc::timed_out, "did not answer"};
    BOOST_TEST(outcome() == "timed-out: did not answer");
}

BOOST_AUTO_TEST_CASE(h13_a_foreign_host_ends_the_source_and_is_not_asked)
{
    web.put(url_of(1), "a/one >https://evil.example/");

    BOOST_TEST(
        outcome() == "partial: host-not-allowed: the plugin may not request https://evil.example"
    );
    BOOST_TEST(web.urls_asked() == strings{url_of(1)});
}

BOOST_AUTO_TEST_CASE(a_source_ends_at_its_deadline_with_what_came)
{
    context.deadline = 300ms;
    web.delay = 120ms;
    for (int i = 1; i < 9; ++i)
        web.put(url_of(i), "a/" + std::to_string(i) + " >/" + std::to_string(i + 1));
    const auto fetched = fetch();

    BOOST_TEST(to_string(fetched.listing.outcome) == "timed-out");
    BOOST_TEST(fetched.listing.reason == "not finished within 0.3 s (--deadline)");
    BOOST_TEST(ids_of(fetched).size() < 4u);
    BOOST_TEST((fetched.took < 2s));
}

BOOST_AUTO_TEST_CASE(a_request_that_meets_the_deadline_first_is_told_as_the_deadline)
{
    silent_web silent;
    context.web = &silent;
    context.deadline = 100ms;

    BOOST_TEST(outcome() == "timed-out: not finished within 0.1 s (--deadline)");
    silent.first.put(url_of(1), "a/one >/2");
    BOOST_TEST(outcome() == "timed-out: not finished within 0.1 s (--deadline)");
    BOOST_TEST(ids_of(fetch()) == strings{"a/one"});
}

BOOST_AUTO_TEST_CASE(o03_what_no_file_can_hold_costs_its_row)
{
    web.put(url_of(1), "a/one b/\xff !r\xc3ow c/three");
    const auto fetched = fetch();

    BOOST_TEST(ids_of(fetched) == (strings{"a/one", "c/three"}));
    const auto& rejected = fetched.listing.request.published.rejected;
    BOOST_TEST_REQUIRE(rejected.size() == 2u);
    BOOST_TEST(rejected[0].where == "page 1 b/\\xff");
    BOOST_TEST(rejected[0].why == "holds text that is not UTF-8");
    BOOST_TEST(rejected[1].where == "page 1 r\\xc3ow");
}

BOOST_AUTO_TEST_CASE(progress_is_told_after_each_page)
{
    strings told;
    context.on_page = [&told](const std::string& name, const fetch_progress& so_far) {
        told.push_back(
            name + ' ' + std::to_string(so_far.pages) + ' ' + std::to_string(so_far.records)
        );
    };
    web.put(url_of(1), "a/one a/two >/2");
    web.put(url_of(2), "b/two");
    fetch();

    BOOST_TEST(told == (strings{"stub 1 2", "stub 2 3"}));
}

BOOST_AUTO_TEST_CASE(the_question_is_what_was_asked_for_and_not_where)
{
    for (const auto& [name, type] :
         {std::pair{"task", option_type::text},
          {"limit", option_type::integer},
          {"url", option_type::url},
          {"file", option_type::path},
          {"key", option_type::secret}})
    {
        option_spec option;
        option.name = name;
        option.type = type;
        plan.description.options.push_back(option);
        plan.options.emplace_back(name, "x");
    }
    const auto question = empty_snapshot_of(plan, context);

    BOOST_TEST_REQUIRE(question.options.size() == 2u);
    BOOST_TEST(question.options[0].first == "limit");
    BOOST_TEST(question.options[1].first == "task");
    BOOST_TEST(question.date == "2026-06-01T00:00:00Z");
}

BOOST_AUTO_TEST_CASE(a_source_that_fails_takes_nothing_from_the_others)
{
    stub_runner other;
    other.first = {url_of(7)};
    web.put(url_of(7), "b/two");
    const std::vector plans = {plan, plan_for(other, "other")};

    const auto all = test::run(loop, fetch_sources(plans, context));

    BOOST_TEST_REQUIRE(all.size() == 2u);
    BOOST_TEST(to_string(all[0].front().listing.outcome) == "failed");
    BOOST_TEST(ids_of(all[1].front()) == strings{"b/two"});
}

BOOST_AUTO_TEST_CASE(sources_are_asked_at_once)
{
    stub_runner other;
    other.first = {url_of(7)};
    web.delay = 300ms;
    const std::vector plans = {plan, plan_for(other, "other"), plan, plan, plan};
    const auto began = std::chrono::steady_clock::now();
    test::run(loop, fetch_sources(plans, context));

    BOOST_TEST((std::chrono::steady_clock::now() - began < 1200ms));
}

BOOST_AUTO_TEST_SUITE_END()
