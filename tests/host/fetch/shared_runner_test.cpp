#include "fetch/shared_runner.hpp"
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
namespace asio = boost::asio;

namespace {

struct shared_fixture
{
    asio::io_context loop = {};
    stub_runner plugin = {};
    shared_runner shared{loop.get_executor(), plugin};

    asio::awaitable<void> read(std::string body)
    {
        fetched_page page;
        page.body = std::move(body);
        auto reading = shared.read(std::move(page), {}, {});
        auto read = co_await std::move(reading);
        BOOST_TEST(read.has_value());
    }

    std::vector<std::string> bodies_read() const
    {
        std::vector<std::string> out;
        for (const auto& page : plugin.read_pages)
            out.push_back(page.body);
        return out;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(shared_runner_test, shared_fixture)

BOOST_AUTO_TEST_CASE(calls_wait_for_those_before_and_come_in_order)
{
    plugin.reading_time = 5ms;
    for (const auto* body : {"a/1", "a/2", "a/3"})
        asio::co_spawn(loop, read(body), asio::detached);
    loop.run();
    BOOST_TEST(plugin.most_at_once == 1u);
    BOOST_TEST(
        bodies_read() == (std::vector<std::string>{"a/1", "a/2", "a/3"}),
        boost::test_tools::per_element()
    );
}

BOOST_AUTO_TEST_CASE(a_call_that_is_cancelled_while_it_waits_was_never_made)
{
    plugin.reading_time = 20ms;
    asio::cancellation_signal signal;
    asio::co_spawn(loop, read("a/1"), asio::detached);
    asio::co_spawn(
        loop,
        read("a/2"),
        asio::bind_cancellation_slot(signal.slot(), [](const std::exception_ptr&) {})
    );
    asio::co_spawn(loop, read("a/3"), asio::detached);
    asio::steady_timer timer(loop, 5ms);
    timer.async_wait([&signal](boost::system::error_code) {
        signal.emit(asio::cancellation_type::terminal);
    });
    loop.run();
    BOOST_TEST(
        bodies_read() == (std::vector<std::string>{"a/1", "a/3"}), boost::test_tools::per_element()
    );
}

BOOST_AUTO_TEST_CASE(the_plugin_rests_when_its_owner_says_so_and_fails_as_itself)
{
    shared.rest();
    BOOST_TEST(plugin.rests == 0u);
    plugin.mood = failure{errc::crashed, "gone"};
    const auto begun = test::run(loop, shared.start({}));
    BOOST_TEST_REQUIRE(begun.has_error());
    BOOST_TEST(begun.error().where == "gone");
    plugin.mood = {};
    BOOST_TEST(test::run(loop, shared.start({})).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
