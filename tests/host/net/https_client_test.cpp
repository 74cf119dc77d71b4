#include "host/net/with_client.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;

BOOST_AUTO_TEST_SUITE(https_client_test)

BOOST_AUTO_TEST_CASE(a_page_comes_over_verified_tls)
{
    web_server server;
    server.expect("/api/models?limit=2", answer("[1, 2]"));
    client_under_test client;

    const auto got = client.get(server.url("/api/models?limit=2"));

    BOOST_TEST_REQUIRE(got.has_value(), words(got));
    BOOST_TEST(got->status == 200u);
    BOOST_TEST(got->body == "[1, 2]");
    BOOST_TEST(got->url == server.url("/api/models?limit=2"));
    BOOST_TEST(got->header("content-type") == "application/json");
    BOOST_TEST(server.seen().at(0).header("user-agent") == "muster/test");
    BOOST_TEST(client.spent.requests == 1u);
    BOOST_TEST(client.spent.bytes > 6u);  // the head, too
}

BOOST_AUTO_TEST_CASE(connections_are_kept)
{
    web_server server;
    server.route("/a", answer("[]"));
    client_under_test client;

    for (int i = 0; i < 3; ++i)
        BOOST_TEST(client.get(server.url("/a")).has_value());

    BOOST_TEST(server.connections() == 1u);
}

BOOST_AUTO_TEST_CASE(gzip_is_asked_for_and_decoded)
{
    web_server server;
    server.expect("/a", gzipped(R"({"data": []})"));
    client_under_test client;

    const auto got = client.get(server.url("/a"));

    BOOST_TEST_REQUIRE(got.has_value(), words(got));
    BOOST_TEST(got->body == R"({"data": []})");
    BOOST_TEST(server.seen().at(0).header("accept-encoding") == "gzip");
}

BOOST_AUTO_TEST_CASE(a_chunked_answer_is_put_together)
{
    web_server server;
    auto chunked = answer(std::string(5000, 'x'));
    chunked.frame = served::framing::chunked;
    server.expect("/a", chunked);
    client_under_test client;

    const auto got = client.get(server.url("/a"));

    BOOST_TEST_REQUIRE(got.has_value(), words(got));
    BOOST_TEST(got->body.size() == 5000u);
}

BOOST_AUTO_TEST_SUITE_END()
