#include "host/net/with_client.hpp"
#include "support/dead_ends.hpp"
#include "support/proxy_server.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
using namespace std::chrono_literals;

namespace {

client_settings by(std::string proxy)
{
    auto settings = quick_settings();
    settings.proxy = std::move(proxy);
    settings.times.connect = 300ms;
    return settings;
}

std::string said_by(proxy_manner manner)
{
    const proxy_server proxy(manner);
    client_under_test client(by(proxy.url("me:canary-password@")));
    const auto said = words(client.get("https://models.test/a"));
    BOOST_TEST(said.find("canary") == std::string::npos);
    BOOST_TEST(proxy.seen().size() == 1u);
    return said;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(client_proxy_test)

BOOST_AUTO_TEST_CASE(a_tunnel_carries_verified_tls_and_the_proxy_sees_no_credential)
{
    web_server server;
    server.route("/a", answer("[]"));
    const proxy_server proxy(proxy_manner::opens);
    auto settings = by(proxy.url("me:canary-password@"));
    const auto place = server.url("models.test", "");
    settings.credentials = {{place, "Authorization", "Bearer canary-token"}};
    client_under_test client(settings);

    BOOST_TEST(words(client.get(place + "/a")) == "an answer of 200");
    BOOST_TEST(words(client.get(place + "/a")) == "an answer of 200");

    BOOST_TEST_REQUIRE(proxy.seen().size() == 1u);  // the tunnel is kept
    const auto asked = proxy.seen()[0];
    BOOST_TEST(asked.method == "CONNECT");
    BOOST_TEST(asked.target == "models.test:" + std::to_string(server.port()));
    BOOST_TEST(asked.header("proxy-authorization") == "Basic bWU6Y2FuYXJ5LXBhc3N3b3Jk");
    BOOST_TEST(asked.header("authorization") == "");
    BOOST_TEST(server.seen().at(0).header("authorization") == "Bearer canary-token");
    BOOST_TEST(server.seen().at(0).headers.count("proxy-authorization") == 0u);
}

BOOST_AUTO_TEST_CASE(h17_a_proxy_that_does_not_let_through_is_named)
{
    BOOST_TEST(
        mentions(said_by(proxy_manner::wants_password), "wants a user name and a password (407)")
    );
    BOOST_TEST(mentions(said_by(proxy_manner::refuses), "answered 403 to CONNECT"));
    BOOST_TEST(mentions(said_by(proxy_manner::hangs), "no answer in time"));
    BOOST_TEST(mentions(said_by(proxy_manner::rambles), "invalid HTTP"));
}

BOOST_AUTO_TEST_CASE(h17_a_proxy_that_is_not_there_or_cannot_be_used)
{
    const closed_port nobody;
    client_under_test absent(by("127.0.0.1:" + std::to_string(nobody.port())));
    BOOST_TEST(mentions(words(absent.get("https://models.test/a")), "the proxy: cannot connect"));
    client_under_test socks(by("socks5://me:canary-password@127.0.0.1:1"));
    const auto said = words(socks.get("https://models.test/a"));
    BOOST_TEST(mentions(said, "only http:// proxies can be used"));
    BOOST_TEST(!mentions(said, "canary"));
}

BOOST_AUTO_TEST_CASE(what_no_proxy_names_and_loopback_go_directly)
{
    web_server server;
    server.route("/a", answer("[]"));
    auto settings = by("127.0.0.1:1");
    settings.no_proxy = ".test";
    client_under_test client(settings);

    for (const auto* host : {"models.test", "127.0.0.1", "localhost"})
        BOOST_TEST(words(client.get(server.url(host, "/a"))) == "an answer of 200", host);
}

BOOST_AUTO_TEST_CASE(a_proxy_is_not_asked_for_private_places_that_nobody_named)
{
    const proxy_server proxy(proxy_manner::opens);
    client_under_test client(by(proxy.url()));
    web_request request;
    request.url = "https://169.254.169.254/";

    BOOST_TEST(mentions(words(client.get(request)), "is a private address"));
    BOOST_TEST(proxy.seen().empty());
}

BOOST_AUTO_TEST_SUITE_END()
