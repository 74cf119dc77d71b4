#include "host/net/with_client.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <mutex>

namespace asio = boost::asio;
using namespace muster;
using namespace muster::test;
using namespace std::chrono_literals;

namespace {

// Five requests in any second; more are refused, as H23 wants it.
class strict_service
{
public:
    std::optional<served> operator()(const seen_request& request)
    {
        const auto recent = std::count_if(granted_.begin(), granted_.end(), [&](auto when) {
            return request.when - when < 1s;
        });
        if (recent >= 5)
        {
            ++refused;
            return refusal(429, {{"Retry-After", "1"}});
        }
        granted_.push_back(request.when);
        return answer("[]");
    }
    int refused = 0;

private:
    std::vector<std::chrono::steady_clock::time_point> granted_ = {};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(client_pace_test)

BOOST_AUTO_TEST_CASE(h02_a_spent_rate_limit_is_waited_out_before_it_refuses)
{
    web_server server;
    auto last = answer("[]");
    last.headers = {{"RateLimit", R"("api";r=0;t=0)"}};
    server.expect("/api/a", last);
    server.expect("/api/b", answer("[]"));
    client_under_test client;

    BOOST_TEST(client.get(server.url("/api/a")).has_value());
    BOOST_TEST(client.get(server.url("/api/b")).has_value());
    const auto seen = server.seen();
    BOOST_TEST((seen.at(1).when - seen.at(0).when >= 950ms));
    BOOST_TEST(client.spent.retries == 0u);
}

BOOST_AUTO_TEST_CASE(h02_a_rate_limit_past_the_deadline_is_given_up_at_once)
{
    web_server server;
    auto last = answer("[]");
    last.headers = {{"RateLimit", R"("api";r=0;t=168)"}};
    server.expect("/api/a", last);
    server.expect("/page", answer("[]"));
    client_under_test client;

    BOOST_TEST(client.get(server.url("/api/a")).has_value());
    const auto got = client.get(server.url("/api/b"));
    BOOST_TEST(
        words(got).find("its rate limit allows no request for another 1") != std::string::npos
    );
    BOOST_TEST(client.get(server.url("/page")).has_value());  // another bucket
}

BOOST_AUTO_TEST_CASE(h23_many_requests_to_a_strict_service_are_no_storm)
{
    web_server server;
    const auto service = std::make_shared<strict_service>();
    server.route_by([service](const seen_request& request) { return (*service)(request); });
    auto settings = quick_settings();
    settings.times.request = 20s;
    client_under_test client(settings);

    const auto answers = client.get_all(std::vector<std::string>(20, server.url("/api/a")));

    for (const auto& each : answers)
        BOOST_TEST(words(each) == "an answer of 200");
    BOOST_TEST_MESSAGE("refused " << service->refused);
    BOOST_TEST(service->refused <= 12);
}

BOOST_AUTO_TEST_CASE(connections_to_one_place_are_bounded)
{
    web_server server;
    auto slow = answer("[]");
    slow.before_head = 30ms;
    server.route("/a", slow);
    auto settings = quick_settings();
    settings.requests_at_once = 3;
    client_under_test client(settings);

    for (const auto& each : client.get_all(std::vector<std::string>(12, server.url("/a"))))
        BOOST_TEST(words(each) == "an answer of 200");
    BOOST_TEST(server.connections() == 3u);
}

BOOST_AUTO_TEST_CASE(a_request_can_be_cancelled_wherever_it_is)
{
    web_server server;
    auto slow = answer("[1, 2, 3]");
    slow.before_head = 50ms;
    slow.before_each_byte = 20ms;
    server.route("/a", slow);
    for (const auto after : {0ms, 1ms, 5ms, 20ms, 60ms, 90ms, 120ms})
    {
        asio::io_context context;
        https_client client(context.get_executor(), quick_settings());
        asio::cancellation_signal stop;
        bool over = false;
        asio::co_spawn(
            context,
            client.get(request_for(server.url("models.test", "/a"))),
            asio::bind_cancellation_slot(
                stop.slot(), [&](std::exception_ptr, result<web_answer>) { over = true; }
            )
        );
        asio::steady_timer timer(context, after);
        timer.async_wait([&](auto) { stop.emit(asio::cancellation_type::terminal); });
        const auto start = std::chrono::steady_clock::now();
        context.run();
        BOOST_TEST(over);
        BOOST_TEST((std::chrono::steady_clock::now() - start < 1s));
    }
}

BOOST_AUTO_TEST_CASE(a_client_may_go_while_its_requests_are_under_way)
{
    web_server server;
    auto slow = answer("[]");
    slow.before_head = 10s;
    server.route("/a", slow);
    asio::io_context context;
    {
        https_client client(context.get_executor(), quick_settings());
        for (int i = 0; i < 10; ++i)
            asio::co_spawn(
                context,
                client.get(request_for(server.url("/a"))),
                [](std::exception_ptr, result<web_answer>) {}
            );
        while (server.seen().size() < 5)
            context.run_for(10ms);
    }
    BOOST_TEST(!server.seen().empty());
}

BOOST_AUTO_TEST_SUITE_END()
