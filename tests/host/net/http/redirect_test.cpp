#include "net/http/redirect.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

static net_result<web_url> from(const char* url, std::string location)
{
    return redirect_target(*parse_url(url), {{"location", std::move(location)}});
}

BOOST_AUTO_TEST_SUITE(redirect_test)

BOOST_AUTO_TEST_CASE(a_relative_location_stays_on_the_host)
{
    BOOST_TEST(to_string(*from("https://a/x/y", "/z?q")) == "https://a/z?q");
    BOOST_TEST(to_string(*from("https://a/x/y", "z")) == "https://a/x/z");
    BOOST_TEST(to_string(*from("http://a/x", "https://b/")) == "https://b/");
}

BOOST_AUTO_TEST_CASE(h12_where_no_redirect_may_lead)
{
    for (const auto* location :
         {"",
          "http://a/",
          "http://b/",
          "file:///etc/passwd",
          "ftp://a/",
          "https://u:p@b/",
          "https://",
          "\x01"})
        BOOST_TEST(from("https://a/", location).has_error(), location);
}

BOOST_AUTO_TEST_CASE(the_statuses_that_send_elsewhere)
{
    for (const unsigned status : {301U, 302U, 303U, 307U, 308U})
        BOOST_TEST(is_redirect(status));
    for (const unsigned status : {200U, 300U, 304U, 305U, 400U})
        BOOST_TEST(!is_redirect(status));
}

BOOST_AUTO_TEST_SUITE_END()
