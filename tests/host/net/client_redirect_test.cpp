#include "host/net/with_client.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;

namespace {

client_settings with_token(const web_server& server)
{
    auto settings = quick_settings();
    settings.credentials = {{server.url(), "Authorization", "Bearer canary-token"}};
    return settings;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(client_redirect_test)

BOOST_AUTO_TEST_CASE(h12_a_relative_redirect_keeps_the_credential)
{
    web_server server;
    server.expect("/old", redirect(307, "/new?x=1"));
    server.expect("/new?x=1", answer("[]"));
    client_under_test client(with_token(server));

    const auto got = client.get(server.url("/old"));

    BOOST_TEST_REQUIRE(got.has_value(), words(got));
    BOOST_TEST(got->url == server.url("/new?x=1"));
    for (const auto& each : server.seen())
        BOOST_TEST(each.header("authorization") == "Bearer canary-token");
}

BOOST_AUTO_TEST_CASE(h12_no_credential_goes_to_another_port_host_or_back_by_another_name)
{
    web_server first, second;
    first.expect("/port", redirect(302, second.url("/file")));
    first.expect("/host", redirect(302, first.url("other.test", "/file")));
    second.route("/file", answer("[]"));
    first.route("/file", answer("[]"));
    client_under_test client(with_token(first));

    BOOST_TEST(words(client.get(first.url("/port"))) == "an answer of 200");
    BOOST_TEST(words(client.get(first.url("/host"))) == "an answer of 200");

    BOOST_TEST(second.seen().at(0).headers.count("authorization") == 0u);
    BOOST_TEST(first.seen("/file").at(0).headers.count("authorization") == 0u);
    BOOST_TEST(first.seen("/port").at(0).headers.count("authorization") == 1u);
}

BOOST_AUTO_TEST_CASE(h12_loops_and_long_chains_end)
{
    web_server server;
    server.route("/loop", redirect(302, "/loop"));
    for (int http_exchange = 0; http_exchange < 6; ++http_exchange)
        server.route(
            "/" + std::to_string(http_exchange),
            redirect(301, "/" + std::to_string(http_exchange + 1))
        );
    server.route("/6", answer("[]"));
    client_under_test client;

    BOOST_TEST(mentions(words(client.get(server.url("/loop"))), "more than 5 redirects"));
    BOOST_TEST(mentions(words(client.get(server.url("/0"))), "more than 5 redirects"));
    BOOST_TEST(words(client.get(server.url("/1"))) == "an answer of 200");
}

BOOST_AUTO_TEST_CASE(h12_some_places_are_never_followed_to)
{
    const char* places[] = {
        "http://127.0.0.1/",
        "http://models.test/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[fe80::1]/",
        "https://0.0.0.0/",
        "https://user:password@127.0.0.1/",
        ""};
    for (const auto* place : places)
    {
        web_server server;
        server.expect("/a", redirect(302, place));
        const auto got = client_under_test().get(server.url("/a"));
        BOOST_TEST(got.has_error(), place);
        BOOST_TEST(!mentions(words(got), "password@"));
    }
}

BOOST_AUTO_TEST_CASE(private_addresses_are_refused_unless_a_user_named_them)
{
    web_server server;
    client_under_test client;
    for (const auto& url :
         {server.url("/a"), server.url("models.test", "/a"), server.url("localhost", "/a")})
    {
        auto request = request_for(url);
        request.may_be_private = false;
        const auto got = client.get(request);
        BOOST_TEST_REQUIRE(got.has_error());
        BOOST_TEST(got.error().code == make_error_code(errc::refused));
        BOOST_TEST(mentions(got.error().where, "is a private address"));
    }
    BOOST_TEST(server.connections() == 0u);
}

BOOST_AUTO_TEST_CASE(a_kept_private_connection_is_not_lent_to_those_who_may_not)
{
    web_server server;
    server.expect("/a", answer("[]"));
    client_under_test client;
    BOOST_TEST(client.get(server.url("/a")).has_value());

    auto request = request_for(server.url("/a"));
    request.may_be_private = false;
    BOOST_TEST(mentions(words(client.get(request)), "is a private address"));
}

BOOST_AUTO_TEST_CASE(plain_http_is_for_loopback_that_a_user_named)
{
    server_settings plain;
    plain.tls = false;
    web_server server(plain);
    server.expect("/a", answer("[]"));
    auto settings = quick_settings();
    settings.look_up = [](const std::string&) -> boost::system::result<addresses> {
        return addresses{boost::asio::ip::make_address("192.0.2.1")};
    };
    client_under_test client(settings);

    BOOST_TEST(words(client.get(server.url("/a"))) == "an answer of 200");
    BOOST_TEST(mentions(words(client.get("http://public.example/a")), "for this machine only"));
}

BOOST_AUTO_TEST_CASE(plain_http_to_another_machine_is_for_what_a_user_named_and_allowed)
{
    auto settings = quick_settings();
    settings.allow_http = true;
    settings.times.connect = std::chrono::milliseconds(50);
    settings.retries.tries = 1;
    settings.look_up = [](const std::string&) -> boost::system::result<addresses> {
        return addresses{boost::asio::ip::make_address("192.0.2.1")};
    };
    client_under_test client(settings);
    const auto said = [&client](bool is_named) {
        auto request = request_for("http://public.example/a");
        request.may_be_private = is_named;
        return words(client.get(request));
    };

    BOOST_TEST(mentions(said(false), "for this machine only"));
    BOOST_TEST(!mentions(said(true), "for this machine only"));
    BOOST_TEST(!mentions(said(true), "an answer of"));
}

BOOST_AUTO_TEST_CASE(an_address_where_nobody_is_is_not_called_private)
{
    auto settings = quick_settings();
    settings.look_up = [](const std::string&) -> boost::system::result<addresses> {
        return addresses{boost::asio::ip::make_address("0.0.0.0")};
    };
    client_under_test client(settings);

    BOOST_TEST(mentions(
        words(client.get("https://zero.example/")), "is not an address that can be connected to"
    ));
}

BOOST_AUTO_TEST_SUITE_END()
