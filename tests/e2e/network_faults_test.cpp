#include "e2e/network_world.hpp"
#include "support/dead_ends.hpp"
#include "support/proxy_server.hpp"
#include "support/sanitized.hpp"
#include "support/silent_name_server.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <openssl/tls1.h>

using namespace muster;
using namespace muster::test;
using namespace std::chrono_literals;

namespace {

constexpr long host_kib_limit = 150 * 1024;

std::string at_port(std::uint16_t port) { return "https://127.0.0.1:" + std::to_string(port); }

struct network_fixture : network_world
{
    /// The Hub is at this place, and this is told of it.
    finished tells(const std::string& hub_url, const std::string& verdict, const std::string& why)
    {
        auto done = survives(hub_url);
        const auto told = told_of("hub");
        BOOST_TEST(told.starts_with(verdict + ": "), told);
        BOOST_TEST(holds(told, why), told);
        return done;
    }

    void tells_of_certificate(certificate shown, const std::string& why)
    {
        server_settings settings;
        settings.shown = std::move(shown);
        web_server hub(settings);
        tells(hub.url(), "failed", why);
        BOOST_TEST(hub.connections() == 1u);  // it would be the same the next time
    }

    void tells_of_proxy(proxy_manner manner, const std::string& why)
    {
        const proxy_server proxy(manner);
        variables["HTTPS_PROXY"] = proxy.url("me:canary-password@");
        const auto done = survives("https://hub.example");
        const auto told = told_of("hub");
        BOOST_TEST(holds(told, why), told);
        BOOST_TEST(!holds(done.err + report(), "canary"));
    }
};

// A gigabyte of zeros, as a chain of gzip members of a megabyte each.
served bomb()
{
    constexpr std::size_t members = 1024;
    const auto member = gzip(std::string(1 << 20, '\0'));
    std::string all;
    for (std::size_t i = 0; i < members; ++i)
        all += member;
    auto one = answer(std::move(all));
    one.headers.emplace_back("Content-Encoding", "gzip");
    return one;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(network_faults_test, network_fixture)

BOOST_AUTO_TEST_CASE(h11_a_bomb_of_a_gigabyte_is_refused_in_little_memory)
{
    web_server hub;
    hub.route_by([](const seen_request&) { return bomb(); });
    deadline = 5s;
    const auto done = tells(hub.url(), "failed", "the decoded body is larger than the limit");

    BOOST_TEST_MESSAGE("peak memory " << done.peak_kib << " KiB");
    if (!is_sanitized)
        BOOST_TEST(done.peak_kib < host_kib_limit);
}

BOOST_AUTO_TEST_CASE(h12_a_token_goes_to_no_other_server)
{
    web_server hub, elsewhere;
    hub.route_by([&](const seen_request&) { return redirect(302, elsewhere.url("/list")); });
    elsewhere.route("/list", hub_page());
    variables["HF_TOKEN"] = "hf_canary_token";
    may_be_staged = true;
    survives(hub.url());

    BOOST_TEST(told_of("hub") == "ok: ");
    BOOST_TEST(hub.seen().at(0).header("authorization") == "Bearer hf_canary_token");
    BOOST_TEST_REQUIRE(elsewhere.seen().size() == 1u);
    const auto seen = elsewhere.seen();
    for (const auto& [name, value] : seen.at(0).headers)
        BOOST_TEST(!holds(value, "canary"), name);
}

BOOST_AUTO_TEST_CASE(h13_a_next_link_takes_no_token_to_another_port)
{
    web_server hub, elsewhere;
    auto first = hub_page();
    first.headers.emplace_back("Link", "<" + elsewhere.url("/list") + ">; rel=\"next\"");
    hub.route_by([first](const seen_request&) { return first; });
    variables["HF_TOKEN"] = "hf_canary_token";
    may_be_staged = true;
    tells(hub.url(), "partial", "host-not-allowed");

    BOOST_TEST(elsewhere.seen().empty());
}

BOOST_AUTO_TEST_CASE(h14_a_name_that_is_not_there)
{
    tells("https://no-such-name.invalid", "failed", "no address for the name no-such-name.invalid");
}

BOOST_AUTO_TEST_CASE(h14_a_name_server_that_never_answers)
{
    const silent_name_server names;
    if (!names.is_possible())
    {
        BOOST_TEST_MESSAGE("skipped: needs root, for a name server of its own");
        return;
    }
    program_prefix = names.prefix();
    const auto done = survives("https://hub.example");
    const auto told = told_of("hub");
    BOOST_TEST((holds(told, "looked up in time") || holds(told, "--deadline")), told);
    BOOST_TEST(names.questions() > 0u);
}

BOOST_AUTO_TEST_CASE(h15_nobody_listens)
{
    const closed_port nobody;
    tells(at_port(nobody.port()), "failed", "cannot connect: connection refused");
}

BOOST_AUTO_TEST_CASE(h15_a_black_hole)
{
    const black_hole nobody;
    survives(at_port(nobody.port()));
    BOOST_TEST(!told_of("hub").starts_with("ok"));
}

BOOST_AUTO_TEST_CASE(h16_an_expired_certificate)
{
    certificate_request past;
    past.valid_from = -48h;
    past.valid_to = -24h;
    tells_of_certificate(authority::trusted().issue(past), "it has expired");
}

BOOST_AUTO_TEST_CASE(h16_a_certificate_of_its_own_or_of_a_stranger)
{
    tells_of_certificate(self_signed(certificate_request()), "it is self-signed");
    const authority unknown;
    tells_of_certificate(unknown.issue(certificate_request()), "signed by an unknown authority");
}

BOOST_AUTO_TEST_CASE(h16_a_certificate_of_another_host)
{
    certificate_request elsewhere;
    elsewhere.names = "DNS:elsewhere.test,IP:127.0.0.9";
    tells_of_certificate(authority::trusted().issue(elsewhere), "it is for another host");
}

BOOST_AUTO_TEST_CASE(h16_old_tls_and_a_handshake_that_stalls)
{
    server_settings old, stalling;
    old.newest_tls = TLS1_1_VERSION;
    stalling.stalls_handshake = true;
    const web_server first(old), second(stalling);

    tells(first.url(), "failed", "no TLS 1.2 or newer");
    survives(second.url());
    BOOST_TEST(!told_of("hub").starts_with("ok"));
}

BOOST_AUTO_TEST_CASE(h17_a_proxy_that_does_not_let_through)
{
    tells_of_proxy(proxy_manner::wants_password, "wants a user name and a password (407)");
    tells_of_proxy(proxy_manner::refuses, "answered 403 to CONNECT");
    tells_of_proxy(proxy_manner::rambles, "invalid HTTP");
    tells_of_proxy(proxy_manner::hangs, "");
}

BOOST_AUTO_TEST_CASE(h20_a_304_stands_for_what_was_kept_and_a_page_that_changed_is_taken)
{
    web_server hub;
    auto first = hub_page();
    first.headers.emplace_back("ETag", "\"1\"");
    first.headers.emplace_back("Link", "</api/models?cursor=2>; rel=\"next\"");
    const auto changed = std::make_shared<std::atomic<bool>>(false);
    hub.route_by([first, changed](const seen_request& asked) -> std::optional<served> {
        if (holds(asked.target, "cursor="))
            return answer(*changed ? R"([{"id": "Hub/New"}])" : R"([{"id": "Hub/Old"}])");
        return asked.header("if-none-match") == "\"1\"" ? refusal(304) : first;
    });
    may_be_staged = true;
    survives(hub.url());
    *changed = true;
    survives(hub.url());

    BOOST_TEST(told_of("hub") == "ok: ");
    BOOST_TEST(holds(staged(), "\"Hub/Only\""));
    BOOST_TEST(holds(staged(), "\"Hub/New\""));
    BOOST_TEST(!holds(staged(), "\"Hub/Old\""));
}

BOOST_AUTO_TEST_SUITE_END()
