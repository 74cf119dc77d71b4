#include "net/content.hpp"
#include "support/web_server.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using muster::test::gzip;

namespace {

raw_answer raw(std::string body, http_headers headers = {}, bool has_end = true)
{
    raw_answer answer;
    answer.status = 200;
    answer.body = std::move(body);
    answer.headers = std::move(headers);
    answer.has_end = has_end;
    return answer;
}

content_rules rules(bool tells_its_end = true)
{
    content_rules one;
    one.bytes_limit = 1000;
    one.tells_its_end = tells_its_end;
    return one;
}

bool is_fault(raw_answer answer, const content_rules& with, net_error_kind kind)
{
    const auto finished = decode_content(answer, with);
    return finished.has_error() && finished.error().kind == kind;
}

raw_answer part(std::string body, std::string content_range)
{
    auto answer = raw(std::move(body), {{"content-range", std::move(content_range)}});
    answer.status = 206;
    return answer;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(content_test)

BOOST_AUTO_TEST_CASE(closed_json_is_told_from_the_rest)
{
    for (const auto* text : {"[]", " {\"a\": [1, {}]} \n", R"(["]", "\"]"])", R"(["\\"])"})
        BOOST_TEST(is_closed_json(text), text);
    for (const auto* text :
         {"", "1", "[", "[1", "[[]", "[]]", "{\"a\": \"}", R"(["\"])", "[] x", "<p>"})
        BOOST_TEST(!is_closed_json(text), text);
}

BOOST_AUTO_TEST_CASE(h07_a_coding_that_is_none_proves_no_end)
{
    for (const auto* coding : {"identity", "Identity", "br", ""})
    {
        const http_headers headers = {{"content-encoding", coding}};
        BOOST_TEST(
            is_fault(raw("[{\"a\": 1}, {", headers, false), rules(), net_error_kind::truncated)
        );
        BOOST_TEST(
            is_fault(raw("half a te", headers, false), rules(false), net_error_kind::truncated),
            coding
        );
    }
    auto whole = raw("[1]", {{"content-encoding", "identity"}}, false);
    BOOST_TEST(decode_content(whole, rules()).has_value());
}

BOOST_AUTO_TEST_CASE(h07_a_body_without_length_must_prove_its_end)
{
    for (const bool tls : {true, false})
    {
        BOOST_TEST(is_fault(raw("[1, 2", {}, false), rules(tls), net_error_kind::truncated));
        auto whole = raw("[1, 2]", {}, false);
        BOOST_TEST(decode_content(whole, rules(tls)).has_value());
    }
    BOOST_TEST(is_fault(raw("", {}, false), rules(), net_error_kind::truncated));
    BOOST_TEST(
        is_fault(raw("", {{"content-encoding", "gzip"}}, false), rules(), net_error_kind::truncated)
    );
    auto page = raw("<html>", {}, false);
    BOOST_TEST(decode_content(page, rules(true)).has_value());
    BOOST_TEST(is_fault(raw("<html>", {}, false), rules(false), net_error_kind::truncated));
}

BOOST_AUTO_TEST_CASE(h11_only_one_layer_of_gzip_is_decoded)
{
    auto good = raw(gzip("[1]"), {{"content-encoding", "GZIP"}});
    BOOST_TEST(decode_content(good, rules()).has_value());
    BOOST_TEST(good.body == "[1]");

    for (const auto* coding : {"gzip, gzip", "br", "zstd", "deflate", "snake-oil"})
        BOOST_TEST(is_fault(
            raw(gzip("[1]"), {{"content-encoding", coding}}), rules(), net_error_kind::malformed
        ));
    BOOST_TEST(
        is_fault(raw("[1]", {{"content-encoding", "gzip"}}), rules(), net_error_kind::malformed)
    );
}

BOOST_AUTO_TEST_CASE(the_limit_is_on_the_decoded_body)
{
    BOOST_TEST(is_fault(raw(std::string(1001, 'x')), rules(), net_error_kind::too_large));
    const http_headers gzip_header = {{"content-encoding", "gzip"}};
    BOOST_TEST(
        is_fault(raw(gzip(std::string(1001, 'x')), gzip_header), rules(), net_error_kind::too_large)
    );
}

BOOST_AUTO_TEST_CASE(a_refusal_is_never_too_large_or_malformed)
{
    auto answer = raw(std::string(100'000, 'x'));
    answer.status = 404;
    BOOST_TEST(decode_content(answer, rules()).has_value());
    BOOST_TEST(answer.body.size() == refusal_bytes_limit);

    answer.headers = {{"content-encoding", "br"}};
    BOOST_TEST(decode_content(answer, rules()).has_value());
    BOOST_TEST(answer.body == "");
}

BOOST_AUTO_TEST_CASE(a_part_has_to_be_the_part_asked_for)
{
    auto asked = rules();
    asked.range = byte_range{10, 19};
    auto good = part("0123456789", "bytes 10-19/1000");
    auto end_of_file = part("0123", "bytes 10-13/14");

    BOOST_TEST(decode_content(good, asked).has_value());
    BOOST_TEST(decode_content(end_of_file, asked).has_value());
    for (const auto* text :
         {"", "bytes 0-9/1000", "bytes 10-20/1000", "bytes 10-18/1000", "bytes */1000", "10-19/*"})
        BOOST_TEST(is_fault(part("0123456789", text), asked, net_error_kind::malformed), text);
    BOOST_TEST(is_fault(part("0", "bytes 0-0/9"), rules(), net_error_kind::malformed));
}

BOOST_AUTO_TEST_SUITE_END()
