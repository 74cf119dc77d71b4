#include "host/net/with_client.hpp"
#include "support/dead_ends.hpp"

#include <boost/test/unit_test.hpp>

#include <ctime>

using namespace muster;
using namespace muster::test;
using namespace std::chrono_literals;

namespace {

std::string http_date(std::chrono::system_clock::time_point when)
{
    const auto seconds = std::chrono::system_clock::to_time_t(when);
    char text[64] = {};
    std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", std::gmtime(&seconds));
    return text;
}

std::chrono::milliseconds pause_between(const std::vector<seen_request>& seen)
{
    BOOST_TEST_REQUIRE(seen.size() == 2u);
    return std::chrono::duration_cast<std::chrono::milliseconds>(seen[1].when - seen[0].when);
}

// A 429 with this Retry-After, then a page: how long the client waited between them.
std::chrono::milliseconds wait_after(const std::string& retry_after)
{
    web_server server;
    server.expect("/a", refusal(429, {{"Retry-After", retry_after}}));
    server.expect("/a", answer("[]"));
    client_under_test client;
    const auto got = client.get(server.url("/a"));
    BOOST_TEST(words(got) == "an answer of 200");
    BOOST_TEST(client.spent.retries == 1u);
    return pause_between(server.seen());
}

void serves_in_the_end(const served& net_error, unsigned times)
{
    web_server server;
    for (unsigned i = 0; i < times; ++i)
        server.expect("/a", net_error);
    server.expect("/a", answer("[]"));
    client_under_test client;
    BOOST_TEST(words(client.get(server.url("/a"))) == "an answer of 200");
    BOOST_TEST(client.spent.retries == times);
    BOOST_TEST(client.spent.requests == times + 1);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(client_retry_test)

BOOST_AUTO_TEST_CASE(h01_a_retry_after_in_seconds_or_as_a_date_is_waited_for)
{
    BOOST_TEST(wait_after("1").count() >= 1000);
    const auto soon = std::chrono::system_clock::now() + 2s;
    BOOST_TEST(wait_after(http_date(soon)).count() >= 900);
}

BOOST_AUTO_TEST_CASE(h01_a_past_date_or_rubbish_is_no_wait)
{
    for (const auto* text : {"Sun, 06 Nov 1994 08:49:37 GMT", "-1", "abc", ""})
        BOOST_TEST(wait_after(text).count() < 900, text);
}

BOOST_AUTO_TEST_CASE(h01_a_wait_past_the_deadline_is_given_up_at_once_with_a_sentence)
{
    for (const auto& text : {std::string("86400"), std::string(10'000, '9')})
    {
        web_server server;
        server.expect("/a?x", refusal(429, {{"Retry-After", text}}));
        client_under_test client;
        const auto start = std::chrono::steady_clock::now();

        const auto got = client.get(server.url("/a?x"));

        BOOST_TEST_REQUIRE(got.has_error());
        BOOST_TEST(got.error().code == make_error_code(errc::unavailable));
        BOOST_TEST(got.error().where.find("answered 429 and asks to wait") != std::string::npos);
        BOOST_TEST(got.error().where.find("are left") != std::string::npos);
        BOOST_TEST((std::chrono::steady_clock::now() - start < 1s));
    }
}

BOOST_AUTO_TEST_CASE(h03_a_500_that_passes_is_retried)
{
    for (const unsigned status : {500U, 502U, 503U, 504U, 524U, 529U, 408U})
        serves_in_the_end(refusal(status), 2);
}

BOOST_AUTO_TEST_CASE(h03_a_503_that_stays_is_an_answer_in_the_end)
{
    web_server server;
    server.route("/a", refusal(503));
    client_under_test client;

    BOOST_TEST(words(client.get(server.url("/a"))) == "an answer of 503");
    BOOST_TEST(server.seen().size() == retry_settings().tries);
}

BOOST_AUTO_TEST_CASE(h04_what_says_no_for_good_is_not_asked_again)
{
    for (const unsigned status : {400U, 401U, 403U, 404U, 410U, 418U, 451U, 501U, 505U})
    {
        web_server server;
        server.expect("/a", refusal(status));
        client_under_test client;
        const auto got = client.get(server.url("/a"));
        BOOST_TEST_REQUIRE(got.has_value());
        BOOST_TEST(got->status == status);
        BOOST_TEST(got->body == R"({"error":"no"})");
    }
}

BOOST_AUTO_TEST_CASE(h15_a_reset_or_a_cut_answer_is_retried)
{
    auto reset = answer("[1, 2, 3, 4]");
    reset.cut_after = 5;
    reset.end = served::ending::reset;
    serves_in_the_end(reset, 2);
}

BOOST_AUTO_TEST_CASE(h15_a_connection_closed_while_it_was_kept_is_no_try)
{
    web_server server;
    auto closing = answer("[1]");
    closing.end = served::ending::unannounced;
    server.expect("/a", closing);
    auto vanishing = answer("");
    vanishing.raw = " ";  // nothing of an answer, and the connection ends
    client_under_test client;

    BOOST_TEST(words(client.get(server.url("/a"))) == "an answer of 200");
    server.expect("/a", answer("[2]"));
    BOOST_TEST(words(client.get(server.url("/a"))) == "an answer of 200");
    BOOST_TEST(client.spent.retries == 0u);
}

BOOST_AUTO_TEST_CASE(h15_a_refused_connection_is_bounded)
{
    client_under_test client;
    const closed_port nobody;

    const auto got = client.get("https://127.0.0.1:" + std::to_string(nobody.port()) + "/a");

    BOOST_TEST(words(got).find("cannot connect: connection refused") != std::string::npos);
    BOOST_TEST(client.spent.retries == retry_settings().tries - 1);
}

BOOST_AUTO_TEST_CASE(h15_a_black_hole_ends_at_the_deadline)
{
    auto settings = quick_settings();
    settings.times.request = 600ms;
    client_under_test client(settings);
    const black_hole nobody;
    const auto start = std::chrono::steady_clock::now();

    const auto got = client.get("https://127.0.0.1:" + std::to_string(nobody.port()) + "/a");

    BOOST_TEST(words(got).find("cannot connect: no answer in time") != std::string::npos);
    BOOST_TEST((std::chrono::steady_clock::now() - start < 1500ms));
}

BOOST_AUTO_TEST_CASE(h15_silence_is_a_try_and_then_another)
{
    auto settings = quick_settings();
    settings.times.silence = 100ms;
    client_under_test client(settings);
    web_server server;
    auto silent = answer("[]");
    silent.before_head = 10s;
    server.expect("/a", silent);
    server.expect("/a", answer("[]"));

    BOOST_TEST(words(client.get(server.url("/a"))) == "an answer of 200");
    BOOST_TEST(client.spent.retries == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
