#include "host/net/with_client.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/ssl.h>

using namespace muster;
using namespace muster::test;
using namespace std::chrono_literals;

namespace {

// What the client says to a server like this, having tried once.
std::string said_to(server_settings server_like, const std::string& host = "127.0.0.1")
{
    web_server server(std::move(server_like));
    auto settings = quick_settings();
    settings.times.handshake = 300ms;
    client_under_test client(settings);
    const auto said = words(client.get(server.url(host, "/a")));
    BOOST_TEST(server.connections() == 1u);
    BOOST_TEST(client.spent.requests == 0u);
    return said;
}

std::string said_to_certificate(certificate shown)
{
    server_settings server;
    server.shown = std::move(shown);
    return said_to(server);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(client_tls_test)

BOOST_AUTO_TEST_CASE(h16_an_expired_certificate)
{
    certificate_request past;
    past.valid_from = -48h;
    past.valid_to = -24h;
    BOOST_TEST(mentions(said_to_certificate(authority::trusted().issue(past)), "it has expired"));
}

BOOST_AUTO_TEST_CASE(h16_a_certificate_of_the_future)
{
    certificate_request future;
    future.valid_from = 24h;
    future.valid_to = 48h;
    BOOST_TEST(mentions(said_to_certificate(authority::trusted().issue(future)), "not valid yet"));
}

BOOST_AUTO_TEST_CASE(h16_a_certificate_of_its_own)
{
    const auto shown = self_signed(certificate_request());
    BOOST_TEST(mentions(said_to_certificate(shown), "it is self-signed"));
}

BOOST_AUTO_TEST_CASE(h16_an_unknown_authority_and_where_the_known_ones_are)
{
    const test::authority unknown;
    const auto said = said_to_certificate(unknown.issue(certificate_request()));

    BOOST_TEST(mentions(said, "it is signed by an unknown authority"));
    BOOST_TEST(mentions(said, "SSL_CERT_FILE is "));
}

BOOST_AUTO_TEST_CASE(h16_another_host)
{
    certificate_request elsewhere;
    elsewhere.names = "DNS:elsewhere.test,IP:127.0.0.9";
    const auto shown = authority::trusted().issue(elsewhere);
    server_settings server;
    server.shown = shown;

    BOOST_TEST(mentions(said_to(server), "it is for another host"));
    BOOST_TEST(mentions(said_to(server, "models.test"), "it is for another host"));
}

BOOST_AUTO_TEST_CASE(h16_old_versions_of_tls)
{
    server_settings old;
    old.newest_tls = TLS1_1_VERSION;
    BOOST_TEST(mentions(said_to(old), "no TLS 1.2 or newer"));
}

BOOST_AUTO_TEST_CASE(h16_a_handshake_that_stalls)
{
    server_settings stalling;
    stalling.stalls_handshake = true;
    BOOST_TEST(mentions(said_to(stalling), "the TLS handshake did not end in time"));
}

BOOST_AUTO_TEST_CASE(h16_a_server_without_tls)
{
    server_settings plain;
    plain.tls = false;
    web_server server(plain);
    client_under_test client;
    const auto https = "https" + server.url("/a").substr(4);

    BOOST_TEST(mentions(words(client.get(https)), "the TLS handshake failed"));
    BOOST_TEST(server.connections() == 1u);
}

BOOST_AUTO_TEST_CASE(a_handshake_that_is_cut_off_may_pass)
{
    server_settings dropping;
    dropping.drops_handshake = true;
    web_server server(dropping);
    client_under_test client;

    BOOST_TEST(mentions(words(client.get(server.url("/a"))), "cut off in the TLS handshake"));
    BOOST_TEST(server.connections() == retry_settings().tries);
}

BOOST_AUTO_TEST_CASE(names_and_addresses_are_verified_both)
{
    web_server server;
    server.route("/a", answer("[]"));
    client_under_test client;
    for (const auto* host : {"127.0.0.1", "localhost", "models.test"})
        BOOST_TEST(words(client.get(server.url(host, "/a"))) == "an answer of 200", host);
}

BOOST_AUTO_TEST_SUITE_END()
