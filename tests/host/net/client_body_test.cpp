#include "host/net/with_client.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* page = R"({"data": [1, 2, 3]})";

client_settings one_try()
{
    auto settings = quick_settings();
    settings.retries.tries = 1;
    return settings;
}

// What a client with one try says to this answer, over TLS or without.
std::string said_to(const served& one, bool tls = true)
{
    server_settings plain;
    plain.tls = tls;
    web_server server(plain);
    server.expect("/a", one);
    return words(client_under_test(one_try()).get(server.url("/a")));
}

served raw_bytes(std::string text)
{
    served one;
    one.raw = std::move(text);
    return one;
}

struct fault_case
{
    const char* name;
    served one;
    const char* said;
};

void check(const std::vector<fault_case>& cases)
{
    for (const auto& each : cases)
        for (const bool tls : {true, false})
        {
            const auto said = said_to(each.one, tls);
            BOOST_TEST(mentions(said, each.said), each.name << (tls ? " (TLS): " : ": ") << said);
        }
}

served cut(served::framing frame, served::ending end)
{
    auto one = answer(page);
    one.frame = frame;
    one.end = end;
    one.cut_after = 10;
    return one;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(client_body_test)

BOOST_AUTO_TEST_CASE(h06_a_slow_loris_ends_at_the_deadline)
{
    auto drip = answer(std::string(100, ' ') + "[]");
    drip.before_each_byte = 30ms;
    auto stall = answer(page);
    stall.stated_length = 1000;
    auto slow_head = answer(page);
    slow_head.before_head = 10s;
    for (const auto& one : {drip, stall, slow_head})
    {
        web_server server;
        server.expect("/a", one);
        auto settings = one_try();
        settings.times.request = 500ms;
        client_under_test client(settings);
        const auto start = std::chrono::steady_clock::now();
        BOOST_TEST(mentions(words(client.get(server.url("/a"))), "no answer in time"));
        BOOST_TEST((std::chrono::steady_clock::now() - start < 1500ms));
    }
}

BOOST_AUTO_TEST_CASE(h07_h08_what_is_cut_is_truncated_however_it_ends)
{
    using enum served::framing;
    using enum served::ending;
    auto shorter = answer(page);
    shorter.stated_length = 100;
    shorter.end = close;
    check({
        {"h07_a_body_shorter_than_its_length", shorter, "ends early"},
        {"h07_length, closed", cut(length, close), "ends early"},
        {"h07_length, no close_notify", cut(length, unannounced), "ends early"},
        {"h07_length, reset", cut(length, reset), "connection reset by peer"},
        {"h07_chunked without its last chunk", cut(chunked, close), "ends early"},
        {"h07_chunked, no close_notify", cut(chunked, unannounced), "ends early"},
        {"h07_no length, closed half-way through JSON", cut(to_close, close), "ends early"},
        {"h08_no length, no close_notify", cut(to_close, unannounced), "ends early"},
        {"h07_no length, reset", cut(to_close, reset), "connection reset by peer"},
    });
}

BOOST_AUTO_TEST_CASE(h07_a_truncated_answer_is_retried)
{
    web_server server;
    server.expect("/a", cut(served::framing::length, served::ending::close));
    auto half_gzip = gzipped(std::string(1000, 'x') + "y");
    half_gzip.body.resize(half_gzip.body.size() / 2);
    server.expect("/a", half_gzip);
    server.expect("/a", answer(page));
    client_under_test client;

    BOOST_TEST(client.get(server.url("/a"))->body == page);
    BOOST_TEST(client.spent.retries == 2u);
}

BOOST_AUTO_TEST_CASE(h08_a_whole_body_needs_no_close_notify_when_its_length_is_known)
{
    using enum served::framing;
    for (const auto frame : {length, chunked})
    {
        auto whole = answer(page);
        whole.frame = frame;
        whole.end = served::ending::unannounced;
        BOOST_TEST(said_to(whole) == "an answer of 200");
    }
    auto no_length = answer(page);
    no_length.frame = to_close;
    no_length.end = served::ending::unannounced;
    BOOST_TEST(mentions(said_to(no_length), "ends early"));
    no_length.end = served::ending::close;
    BOOST_TEST(said_to(no_length) == "an answer of 200");
    BOOST_TEST(said_to(no_length, false) == "an answer of 200");  // JSON, and closed
    no_length.body = "no JSON";
    BOOST_TEST(mentions(said_to(no_length, false), "a cut could not be seen"));
}

BOOST_AUTO_TEST_CASE(h09_unsound_http_is_refused)
{
    const std::string head = "HTTP/1.1 200 OK\r\n";
    std::string many;
    for (int i = 0; i < 10'000; ++i)
        many += "a:b\r\n";
    check({
        {"h09_two lengths",
         raw_bytes(head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n[] "),
         "invalid HTTP"},
        {"h09_length and chunked",
         raw_bytes(head + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
         "invalid HTTP"},
        {"h09_bad chunk size",
         raw_bytes(head + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n"),
         "invalid HTTP"},
        {"h09_huge chunk size",
         raw_bytes(head + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n"),
         "invalid HTTP"},
        {"h09_NUL in a header",
         raw_bytes(head + std::string("X: a\0b\r\n\r\n", 10)),
         "invalid HTTP"},
        {"h09_negative length", raw_bytes(head + "Content-Length: -1\r\n\r\n"), "invalid HTTP"},
        {"h09_long header",
         raw_bytes(head + "X: " + std::string(70'000, 'x') + "\r\n\r\n"),
         "the head is larger"},
        {"h09_10000 headers",
         raw_bytes(head + many + "Content-Length: 0\r\n\r\n"),
         "more headers than the limit"},
        {"h09_endless chunk line",
         raw_bytes(head + "Transfer-Encoding: chunked\r\n\r\n1;" + std::string(200'000, 'x')),
         "invalid HTTP"},
        {"h21_HTTP/0.9", raw_bytes("<html>hello</html>"), "invalid HTTP"},
        {"h21_HTTP/2 preface", raw_bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), "invalid HTTP"},
        {"nothing at all", raw_bytes("\r\n"), "ends early"},
    });
}

BOOST_AUTO_TEST_CASE(h09_more_than_the_length_is_refused_and_ends_the_connection)
{
    web_server server;
    server.expect("/a", raw_bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[][]"));
    server.expect("/a", answer("[]"));
    client_under_test client;

    BOOST_TEST(mentions(words(client.get(server.url("/a"))), "more was sent"));
    BOOST_TEST(words(client.get(server.url("/a"))) == "an answer of 200");
    BOOST_TEST(server.connections() == 2u);
}

BOOST_AUTO_TEST_CASE(h09_a_head_of_9_kb_is_read)
{
    auto long_head = answer(page);
    long_head.headers.emplace_back("Content-Security-Policy", std::string(9000, 'x'));
    BOOST_TEST(said_to(long_head) == "an answer of 200");
}

BOOST_AUTO_TEST_CASE(h10_a_listing_of_9_mb_is_read_and_one_of_65_mib_is_not)
{
    BOOST_TEST(said_to(answer(std::string(9'000'000, ' '))) == "an answer of 200");

    auto too_large = answer(page);
    too_large.stated_length = 65ULL << 20;
    BOOST_TEST(mentions(said_to(too_large), "larger than the limit"));
    auto unstated = answer(std::string(3 << 20, ' '));
    unstated.frame = served::framing::chunked;
    web_server server;
    server.expect("/a", unstated);
    auto request = request_for(server.url("/a"));
    request.body_bytes_limit = 2 << 20;
    const auto got = client_under_test(one_try()).get(request);
    BOOST_TEST_REQUIRE(got.has_error());
    BOOST_TEST(got.error().code == make_error_code(errc::too_large));
}

BOOST_AUTO_TEST_CASE(h11_a_gzip_bomb_and_bad_codings_are_refused)
{
    auto bomb = gzipped(std::string(100 << 20, '\0'));
    auto chain = gzipped(gzip(gzip(page)));
    chain.headers.back().second = "gzip, gzip, gzip";
    auto bad_crc = gzipped(page);
    bad_crc.body[bad_crc.body.size() - 8] ^= 1;
    auto labelled = answer(page);
    labelled.headers.emplace_back("Content-Encoding", "gzip");
    auto unknown = answer(page);
    unknown.headers.emplace_back("Content-Encoding", "br");
    check({
        {"h11_gzip bomb", bomb, "expands more than 250 times"},
        {"h11_chain", chain, "encoded as gzip, gzip, gzip"},
        {"h11_bad check sum", bad_crc, "not valid gzip"},
        {"h11_identity labelled gzip", labelled, "not valid gzip"},
        {"h11_unknown coding", unknown, "encoded as br"},
    });
}

BOOST_AUTO_TEST_CASE(h21_informational_answers_are_passed_over_but_not_for_ever)
{
    const std::string early = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
    const std::string whole = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]";
    BOOST_TEST(said_to(raw_bytes(early + early + whole)) == "an answer of 200");

    std::string flood;
    for (int i = 0; i < 1000; ++i)
        flood += early;
    BOOST_TEST(mentions(said_to(raw_bytes(flood)), "only 1xx"));
}

BOOST_AUTO_TEST_SUITE_END()
