#include "base/moment.hpp"
#include "fetch/fetch_source.hpp"
#include "host/net/with_client.hpp"
#include "support/canned_web.hpp"
#include "support/run.hpp"
#include "support/stub_runner.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace asio = boost::asio;
using namespace muster;
using namespace muster::test;
using namespace std::chrono_literals;
using strings = std::vector<std::string>;

namespace {

/// Reads as a stub does, but not before the test lets it.
class patient_runner final : public source_runner
{
public:
    stub_runner stub = {};
    std::function<bool(const fetched_page&)> may_read = [](const fetched_page&) { return true; };
    bool was_let = true;
    strings events = {};

    asio::awaitable<result<strings>> start(option_values options) override
    {
        return stub.start(std::move(options));
    }

private:
    asio::awaitable<result<page_reading>>
    read_page(fetched_page page, option_values options, std::function<void()> meanwhile) override
    {
        events.push_back("given " + page.url);
        if (meanwhile)
            meanwhile();
        const auto until = std::chrono::steady_clock::now() + 4s;
        while (!may_read(page) && std::chrono::steady_clock::now() < until)
            co_await muster::sleep_until(std::chrono::steady_clock::now() + 2ms);
        was_let = was_let && may_read(page);
        auto reading = co_await stub.read(std::move(page), std::move(options));
        co_return reading;
    }
};

struct ahead_fixture
{
    canned_web web = {};
    patient_runner runner = {};
    source_plan plan = plan_for(runner.stub);
    fetch_context context = {};
    asio::io_context loop = {};

    ahead_fixture()
    {
        plan.runner = &runner;
        context.web = &web;
        context.deadline = 20s;
    }

    static std::string url_of(int number) { return "https://s.example/" + std::to_string(number); }

    static std::pair<std::string, std::string> link_to(const std::string& url)
    {
        return {"link", "<" + url + ">; rel=\"next\""};
    }

    /// So many pages, each with a link to the next.
    void put_pages(int count, const std::string& words)
    {
        for (int i = 1; i < count; ++i)
            web.put(url_of(i), words, {link_to(url_of(i + 1))});
        web.put(url_of(count), words);
    }

    /// So that what is asked for ahead is asked for before a page is read.
    void read_slowly()
    {
        runner.may_read = [looks = 0](const fetched_page&) mutable { return ++looks % 4 == 0; };
    }

    std::size_t times_asked(const std::string& url) const
    {
        const auto all = web.urls_asked();
        return static_cast<std::size_t>(std::count(all.begin(), all.end(), url));
    }

    bool is_asked(const std::string& url) const { return times_asked(url) > 0; }

    fetched_source fetch() { return test::run(loop, fetch_source(plan, context)); }

    static std::string outcome_of(const fetched_source& fetched)
    {
        return std::string(to_string(fetched.listing.outcome)) + ": " + fetched.listing.reason;
    }
};

/// Pages by HTTPS.
struct served_fixture : ahead_fixture
{
    web_server server = web_server();
    https_client client = {loop.get_executor(), quick_settings()};

    served_fixture()
    {
        plan.named_origins = {server.url()};
        runner.stub.first = {server.url("/1")};
        context.web = &client;
    }

    void serve(int number, const std::string& words, std::optional<int> next)
    {
        server.route("/" + std::to_string(number), page_of(words, next));
    }

    served page_of(const std::string& words, std::optional<int> next) const
    {
        auto page = answer(words);
        if (next)
            page.headers.push_back(link_to(server.url("/" + std::to_string(*next))));
        return page;
    }

    strings targets_seen() const
    {
        strings targets;
        for (const auto& request : server.seen())
            targets.push_back(request.target);
        return targets;
    }

    bool is_seen(const std::string& target) const { return !server.seen(target).empty(); }

    /// As a person does it, when that target is asked for once more.
    fetched_source fetch_interrupted_at(const std::string& target)
    {
        interruption stop;
        context.stop = &stop;
        asio::cancellation_signal cancel;
        fetched_source out;
        const auto done = [&out](std::exception_ptr bug, fetched_source fetched) {
            BOOST_TEST(!bug);
            out = std::move(fetched);
        };
        asio::co_spawn(
            loop, fetch_source(plan, context), asio::bind_cancellation_slot(cancel.slot(), done)
        );
        const auto interrupt = [&]() -> asio::awaitable<void> {
            const auto before = server.seen(target).size();
            while (server.seen(target).size() == before)
                co_await muster::sleep_until(std::chrono::steady_clock::now() + 2ms);
            interrupted_at = std::chrono::steady_clock::now();
            stop.is_requested = true;
            cancel.emit(asio::cancellation_type::terminal);
        };
        asio::co_spawn(loop, interrupt(), asio::detached);
        loop.restart();
        loop.run();
        return out;
    }

    std::chrono::steady_clock::time_point interrupted_at = {};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(page_ahead_test, ahead_fixture)

BOOST_FIXTURE_TEST_CASE(the_next_page_is_asked_for_while_the_plugin_reads, served_fixture)
{
    for (int i = 1; i < 6; ++i)
        serve(i, "a/" + std::to_string(i), i + 1);
    serve(6, "a/6", {});
    // Where its plugin goes is known from the second page on.
    runner.may_read = [this](const fetched_page& page) {
        return page.url == server.url("/1") || page.next.empty() ||
               is_seen(page.next.substr(server.url().size()));
    };
    const auto fetched = fetch();

    BOOST_TEST(runner.was_let);
    BOOST_TEST(outcome_of(fetched) == "ok: ");
    BOOST_TEST(targets_seen() == (strings{"/1", "/2", "/3", "/4", "/5", "/6"}));
    BOOST_TEST(fetched.progress.spent.requests == 6u);
    BOOST_TEST(fetched.progress.records == 6u);
    BOOST_TEST(server.connections() == 1u);
}

BOOST_AUTO_TEST_CASE(pages_are_read_in_order_whatever_takes_longer)
{
    put_pages(9, "a/one a/two");
    web.delay = 3ms;
    const auto fetched = fetch();

    BOOST_TEST(outcome_of(fetched) == "ok: ");
    BOOST_TEST(fetched.progress.records == 18u);
    BOOST_TEST_REQUIRE(runner.stub.read_pages.size() == 9u);
    for (int i = 1; i <= 9; ++i)
        BOOST_TEST(runner.stub.read_pages[static_cast<std::size_t>(i) - 1].url == url_of(i));
    BOOST_TEST(web.asked.size() == 9u);
}

BOOST_AUTO_TEST_CASE(a_plugin_that_leaves_links_alone_has_none_asked_for)
{
    web.put(url_of(1), "a/one | >/2", {link_to(url_of(7))});
    web.put(url_of(2), "a/two | >/3", {link_to(url_of(8))});
    web.put(url_of(3), "a/three |", {link_to(url_of(9))});

    read_slowly();

    BOOST_TEST(outcome_of(fetch()) == "ok: ");
    BOOST_TEST(web.urls_asked() == (strings{url_of(1), url_of(2), url_of(3)}));
}

BOOST_AUTO_TEST_CASE(a_plugin_that_goes_elsewhere_gets_what_it_asked_for)
{
    web.put(url_of(1), "a/one", {link_to(url_of(2))});
    web.put(url_of(2), "a/two | >/5", {link_to(url_of(3))});
    web.put(url_of(3), "a/wrong");
    web.put(url_of(5), "a/five", {link_to(url_of(6))});
    web.put(url_of(6), "a/six");
    runner.may_read = [this](const fetched_page& page) {
        return page.url != url_of(2) || is_asked(url_of(3));
    };
    const auto fetched = fetch();

    BOOST_TEST(runner.was_let);
    BOOST_TEST(outcome_of(fetched) == "ok: ");
    strings read;
    for (const auto& page : runner.stub.read_pages)
        read.push_back(page.url);
    BOOST_TEST(read == (strings{url_of(1), url_of(2), url_of(5), url_of(6)}));
    BOOST_TEST(fetched.progress.spent.requests == 5u);
}

BOOST_AUTO_TEST_CASE(what_was_got_ahead_is_not_asked_for_again_when_its_turn_comes_later)
{
    web.put(url_of(1), "a/one", {link_to(url_of(2))});
    web.put(url_of(2), "a/two >/5", {link_to(url_of(3))});
    web.put(url_of(3), "a/three");
    web.put(url_of(5), "a/five");

    BOOST_TEST(fetch().progress.pages == 4u);
    for (const auto number : {1, 2, 3, 5})
        BOOST_TEST(times_asked(url_of(number)) == 1u, number);
}

BOOST_AUTO_TEST_CASE(a_link_to_another_place_is_not_asked_for_ahead)
{
    plan.origins.emplace_back("https://t.example");
    web.put(url_of(1), "a/one", {link_to(url_of(2))});
    web.put(url_of(2), "a/two |", {link_to("https://t.example/3")});
    read_slowly();

    BOOST_TEST(outcome_of(fetch()) == "ok: ");
    BOOST_TEST(web.asked.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_limit_of_records_costs_no_request_more)
{
    put_pages(9, "a/one a/two a/three");
    read_slowly();
    for (std::uint64_t limit = 1; limit <= 24; ++limit)
    {
        web.asked.clear();
        plan.record_limit = limit;
        BOOST_TEST(fetch().progress.records == limit);
        BOOST_TEST(web.asked.size() == (limit + 2) / 3, limit);
    }
}

BOOST_AUTO_TEST_CASE(far_from_a_limit_of_records_the_next_page_is_asked_for)
{
    put_pages(9, "a/one a/two a/three");
    plan.record_limit = 20;
    runner.may_read = [this](const fetched_page& page) {
        return page.url != url_of(2) || is_asked(url_of(3));
    };

    BOOST_TEST(fetch().progress.records == 20u);
    BOOST_TEST(runner.was_let);
}

BOOST_AUTO_TEST_CASE(a_limit_of_pages_and_a_trial_cost_no_request_more)
{
    put_pages(9, "a/one");
    read_slowly();
    context.page_limit = 4;
    BOOST_TEST(outcome_of(fetch()) == "partial: page-limit: more than 4 pages");
    BOOST_TEST(web.asked.size() == 4u);

    web.asked.clear();
    context.wants_one_page = true;
    BOOST_TEST(fetch().progress.pages == 1u);
    BOOST_TEST(web.asked.size() == 1u);
}

BOOST_AUTO_TEST_CASE(links_that_lead_back_end_the_list_and_are_not_asked_for_again)
{
    web.put(url_of(1), "a/one", {link_to(url_of(2))});
    web.put(url_of(2), "a/two", {link_to(url_of(3))});
    web.put(url_of(3), "a/three", {link_to(url_of(2))});
    read_slowly();

    BOOST_TEST(
        outcome_of(fetch()) ==
        "partial: pagination-cycle: page 3 leads back to a page that was read"
    );
    BOOST_TEST(web.asked.size() == 3u);
}

BOOST_FIXTURE_TEST_CASE(a_page_that_fails_does_so_when_it_is_asked_for, served_fixture)
{
    serve(1, "a/one", 2);
    serve(2, "a/two", 3);
    server.route("/3", refusal(403));
    runner.may_read = [this](const fetched_page& page) {
        return page.url != server.url("/2") || is_seen("/3");
    };
    const auto fetched = fetch();

    BOOST_TEST(runner.was_let);
    BOOST_TEST(outcome_of(fetched) == "partial: page 3: " + server.url("/3") + " answered 403: no");
    BOOST_TEST(fetched.progress.pages == 2u);
    BOOST_TEST(fetched.progress.records == 2u);
    BOOST_TEST(server.seen("/3").size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_failed_page_that_nobody_asks_for_is_none)
{
    web.put(url_of(1), "a/one", {link_to(url_of(2))});
    web.put(url_of(2), "a/two |", {link_to(url_of(3))});
    web.failures[url_of(3)] = {errc::unavailable, "connect: refused"};
    runner.may_read = [this](const fetched_page& page) {
        return page.url != url_of(2) || is_asked(url_of(3));
    };

    BOOST_TEST(outcome_of(fetch()) == "ok: ");
    BOOST_TEST(runner.was_let);
}

BOOST_AUTO_TEST_CASE(a_page_that_is_here_is_given_to_the_plugin_before_the_last_is_kept)
{
    put_pages(4, "a/one a/two");
    const fetch_progress* so_far = nullptr;
    context.on_begin = [&](const std::string&, const fetch_progress& progress) {
        so_far = &progress;
    };
    context.on_page = [&](const std::string&, const fetch_progress& progress) {
        runner.events.push_back("kept " + std::to_string(progress.pages));
        BOOST_TEST(progress.records == 2 * progress.pages);
    };
    runner.may_read = [&](const fetched_page& page) {
        return page.next.empty() || page.url == url_of(1) ||
               so_far->spent.requests == runner.stub.read_pages.size() + 2;
    };
    const auto fetched = fetch();

    BOOST_TEST(runner.was_let);
    BOOST_TEST(fetched.progress.records == 8u);
    BOOST_TEST(
        runner.events == (strings{
                             "given " + url_of(1),
                             "kept 1",
                             "given " + url_of(2),
                             "given " + url_of(3),
                             "kept 2",
                             "given " + url_of(4),
                             "kept 3",
                             "kept 4"})
    );
}

BOOST_AUTO_TEST_CASE(what_was_read_is_kept_when_the_plugin_fails_at_the_page_that_was_here)
{
    for (const std::string bad : {"#", "~"})
    {
        web.put(url_of(1), "a/one", {link_to(url_of(2))});
        web.put(url_of(2), "a/two !row", {link_to(url_of(3))});
        web.put(url_of(3), bad);
        runner.may_read = [this](const fetched_page& page) {
            return page.url != url_of(2) || is_asked(url_of(3));
        };
        const auto fetched = fetch();

        BOOST_TEST(fetched.progress.pages == 2u);
        BOOST_TEST(fetched.progress.records == 2u);
        const auto& rejected = fetched.listing.request.published.rejected;
        BOOST_TEST_REQUIRE(rejected.size() == 1u);
        BOOST_TEST(rejected[0].where == "page 2 row");
    }
}

BOOST_FIXTURE_TEST_CASE(a_source_that_ends_does_not_wait_for_the_page_ahead, served_fixture)
{
    serve(1, "a/one", 2);
    serve(2, "b/two #", 3);
    auto late = page_of("c/three", {});
    late.before_head = 1h;
    server.route("/3", late);
    runner.may_read = [this](const fetched_page& page) {
        return page.url != server.url("/2") || is_seen("/3");
    };
    const auto fetched = fetch();

    BOOST_TEST(outcome_of(fetched) == "partial: not one of mine; it begins with b/two #");
    BOOST_TEST(fetched.progress.pages == 1u);
    BOOST_TEST((fetched.took < 3s));
}

BOOST_FIXTURE_TEST_CASE(what_was_read_counts_when_the_page_ahead_comes_too_late, served_fixture)
{
    serve(1, "a/one", 2);
    serve(2, "a/two", 3);
    auto late = page_of("a/three", {});
    late.before_head = 1h;
    server.route("/3", late);
    context.deadline = 2s;
    const auto fetched = fetch();

    BOOST_TEST(outcome_of(fetched) == "timed-out: not finished within 2.0 s (--deadline)");
    BOOST_TEST(fetched.progress.pages == 2u);
    BOOST_TEST(fetched.progress.records == 2u);
    BOOST_TEST((fetched.took < 5s));
}

BOOST_FIXTURE_TEST_CASE(a_run_that_is_interrupted_in_between_ends_soon, served_fixture)
{
    serve(1, "a/one", 2);
    serve(2, "a/two", 3);
    auto late = page_of("a/three", {});
    late.before_head = 1h;
    server.route("/3", late);
    for (const bool is_reading : {true, false})
    {
        runner.may_read = [&](const fetched_page& page) {
            return !is_reading || page.url != server.url("/2");
        };
        const auto fetched = fetch_interrupted_at("/3");

        BOOST_TEST(outcome_of(fetched) == "failed: interrupted");
        BOOST_TEST(fetched.progress.pages == (is_reading ? 1u : 2u));
        BOOST_TEST((std::chrono::steady_clock::now() - interrupted_at < 2s));
    }
    BOOST_TEST(server.seen("/3").size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
