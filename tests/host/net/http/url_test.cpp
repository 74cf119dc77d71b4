#include "net/http/url.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

BOOST_AUTO_TEST_SUITE(url_test)

BOOST_AUTO_TEST_CASE(a_url_is_taken_apart)
{
    const auto url = parse_url("HTTPS://Hub.Example:8443/api/models?expand[]=a&x=%20#part");

    BOOST_TEST_REQUIRE(url.has_value());
    BOOST_TEST(url->tls);
    BOOST_TEST(url->host == "hub.example");
    BOOST_TEST(url->port == 8443);
    BOOST_TEST(url->target == "/api/models?expand%5B%5D=a&x=%20");
    BOOST_TEST(origin(*url) == "https://hub.example:8443");
}

BOOST_AUTO_TEST_CASE(the_scheme_s_own_port_is_not_part_of_the_origin)
{
    BOOST_TEST(origin(*parse_url("https://a.b:443/")) == "https://a.b");
    BOOST_TEST(origin(*parse_url("http://a.b")) == "http://a.b");
    BOOST_TEST(origin(*parse_url("http://a.b:443")) == "http://a.b:443");
    BOOST_TEST(authority(*parse_url("https://[::1]:80/x")) == "[::1]:80");
    BOOST_TEST(parse_url("https://[::1]/x[]")->host == "::1");
}

BOOST_AUTO_TEST_CASE(an_option_and_a_request_have_one_idea_of_an_origin)
{
    const char* urls[] = {
        "https://a.b",
        "HTTPS://A.B/",
        "https://a.b:443/x",
        "https://a.b:0443/x",
        "https://a.b:/x",
        "https://a.b:00000008443?q",
        "http://a.b:80#f",
        "http://a.b:443",
        "https://[2001:DB8::1]/",
        "https://[::1]:8443/x[]",
        "https://a_b.c-d~e/",
        "https://1.2.3.4:1/",
        "https://u@a.b/",
        "https://a.b:0/",
        "https://a.b:65536/",
        "https://a.b:-1/",
        "https://a.b:x/",
        "https://a.b:1:2/",
        "https://:443/",
        "https:///x",
        "https://a%41/",
        "https://\xc3\xa4.b/",
        "https://a b/",
        "https://a\\b/",
        "https://[::1/",
        "https://[]/",
        "https://[::1]x/",
        "ftp://a.b/",
        "a.b/x"};
    for (const auto* text : urls)
    {
        const auto url = parse_url(text);
        BOOST_TEST(origin_of(text) == (url.has_value() ? origin(*url) : ""), text);
    }
}

BOOST_AUTO_TEST_CASE(stray_bytes_are_encoded)
{
    BOOST_TEST(
        parse_url("https://a.b/x y|\xc3\xb6?q=\"1\"")->target == "/x%20y%7C%C3%B6?q=%221%22"
    );
}

BOOST_AUTO_TEST_CASE(what_is_no_web_url_is_refused)
{
    const char* bad[] = {
        "",
        "models",
        "/api",
        "ftp://a/b",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https:///x",
        "https://a b/",
        "https://a\r\nX: y/",
        "https://user@a/",
        "https://u:p@a/",
        "https://a:99999/",
        "https://a:0/",
        "https://a%41/"};
    for (const auto* text : bad)
        BOOST_TEST(parse_url(text).has_error(), text);
    BOOST_TEST(parse_url("https://a/" + std::string(url_bytes_limit, 'x')).has_error());
}

BOOST_AUTO_TEST_CASE(a_password_in_a_url_is_not_repeated)
{
    BOOST_TEST(parse_url("https://u:secret@a/").error().where.find("secret") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(references_are_seen_from_their_page)
{
    const auto page = *parse_url("https://a.b/api/models?limit=2");
    const std::pair<const char*, const char*> cases[] = {
        {"/x?y", "https://a.b/x?y"},
        {"next", "https://a.b/api/next"},
        {"?cursor=1", "https://a.b/api/models?cursor=1"},
        {"//c.d/x", "https://c.d/x"},
        {"http://c.d", "http://c.d/"},
        {"../../../x", "https://a.b/x"},
        {"/x?expand[]=a b", "https://a.b/x?expand%5B%5D=a%20b"}};
    for (const auto& [reference, url] : cases)
        BOOST_TEST(to_string(*resolve_url(page, reference)) == url);
    BOOST_TEST(resolve_url(page, "file:///etc/passwd").has_error());
    BOOST_TEST(resolve_url(page, "https://u:p@a.b/").has_error());
}

BOOST_AUTO_TEST_CASE(a_brief_url_fits_a_line_and_has_no_query)
{
    BOOST_TEST(brief(*parse_url("https://a.b/c?token=1")) == "https://a.b/c");
    BOOST_TEST(brief(*parse_url("https://a.b/" + std::string(500, 'x'))).size() < 130u);
}

BOOST_AUTO_TEST_SUITE_END()
