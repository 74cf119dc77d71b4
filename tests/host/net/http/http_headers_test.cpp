#include "net/http/http_headers.hpp"
#include "net/http/web_client.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

static std::string next_of(std::vector<std::string> links)
{
    http_headers headers = {{"content-type", "x"}};
    for (auto& link : links)
        headers.emplace_back("link", std::move(link));
    return link_next(headers).value_or("none");
}

BOOST_AUTO_TEST_SUITE(http_headers_test)

BOOST_AUTO_TEST_CASE(the_next_page_is_found_among_other_links)
{
    BOOST_TEST(next_of({R"(<https://a/b?cursor=x%3D>; rel="next")"}) == "https://a/b?cursor=x%3D");
    BOOST_TEST(next_of({R"(<a>; rel="prev", <b>; rel=next; title="x")"}) == "b");
    BOOST_TEST(next_of({R"(<a>; title="x, <c>; rel=next"; rel="last", <b>;REL="Next")"}) == "b");
    BOOST_TEST(next_of({R"(</x>; rel="ai-catalog")", R"(<b>; rel="last next")"}) == "b");
    BOOST_TEST(next_of({R"(<b,c;d>; rel=next)"}) == "b,c;d");
    BOOST_TEST(next_of({R"(<b>;rel = "next")"}) == "b");
}

BOOST_AUTO_TEST_CASE(what_is_not_a_next_link_is_none)
{
    const char* bad[] = {
        "",
        "<",
        "<>",
        "<a",
        "<a>",
        "a; rel=next",
        "<a>; rel=nextish",
        "<a>; rel=\"",
        "<a>; rel=prev; rel=next",
        "<a>; xrel=next",
        "<a>; title=\"rel=next",
        "<a>; rel=\"\\"};
    for (const auto* link : bad)
        BOOST_TEST(next_of({link}) == "none", link);
}

BOOST_AUTO_TEST_CASE(the_next_link_of_an_answer_is_absolute)
{
    web_answer answer;
    answer.url = "https://a.b/api/models?limit=1";
    answer.headers = {{"link", "</api/models?cursor=2>; rel=\"next\""}};

    BOOST_TEST(next_link(answer).value() == "https://a.b/api/models?cursor=2");
    BOOST_TEST(answer.header("link").ends_with("rel=\"next\""));
    BOOST_TEST(answer.header("etag") == "");
}

BOOST_AUTO_TEST_SUITE_END()
