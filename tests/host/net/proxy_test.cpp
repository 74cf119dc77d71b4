#include "net/client_settings.hpp"
#include "net/proxy.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>

using namespace muster;

static bool direct(const char* url, const char* no_proxy)
{
    return is_direct(*parse_url(url), no_proxy);
}

BOOST_AUTO_TEST_SUITE(proxy_test)

BOOST_AUTO_TEST_CASE(a_proxy_setting_is_taken_apart)
{
    BOOST_TEST(parse_proxy("http://here:99999").error().where == "not a port (1 to 65535)");
    const auto proxy = parse_proxy("http://me:pass%20word@[::1]:3128/");

    BOOST_TEST_REQUIRE(proxy.has_value());
    BOOST_TEST(proxy->host == "::1");
    BOOST_TEST(proxy->port == 3128);
    BOOST_TEST(proxy->password == "pass word");
    BOOST_TEST(proxy->authorization == "Basic bWU6cGFzcyB3b3Jk");
    BOOST_TEST(parse_proxy("proxy:8080")->port == 8080);
    BOOST_TEST(parse_proxy("proxy")->authorization == "");
}

BOOST_AUTO_TEST_CASE(h17_a_setting_that_cannot_be_used_is_not_repeated)
{
    for (const auto* text :
         {"socks5://me:secret@p:1",
          "https://me:secret@p:1",
          "http://me:secret@",
          "http://me:secret p"})
    {
        const auto proxy = parse_proxy(text);
        BOOST_TEST_REQUIRE(proxy.has_error(), text);
        BOOST_TEST(proxy.error().where.find("secret") == std::string::npos);
        // The variable is named before it.
        BOOST_TEST(proxy.error().where.find(": ") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(no_proxy_names_hosts_domains_addresses_and_networks)
{
    for (const auto* list :
         {"*",
          "a.example",
          "example",
          ".example",
          "x, a.example ,y",
          "*.example",
          "A.Example",
          "a.example:443"})
        BOOST_TEST(direct("https://a.example/", list), list);
    for (const auto* list : {"", ",", "b.example", "xample", "a.example.org", "a.example:444", "a"})
        BOOST_TEST(!direct("https://a.example/", list), list);
    BOOST_TEST(direct("https://8.8.4.4/", "8.8.0.0/16"));
    BOOST_TEST(direct("https://8.8.4.4/", "8.8.4.4"));
    BOOST_TEST(direct("https://[2600::5]/", "2600::/16"));
    BOOST_TEST(!direct("https://8.9.4.4/", "8.8.0.0/16, 2600::/16"));
}

BOOST_AUTO_TEST_CASE(loopback_is_always_direct)
{
    for (const auto* url :
         {"https://localhost/", "https://127.0.0.1:99/", "https://[::1]/", "https://x.localhost/"})
        BOOST_TEST(direct(url, ""), url);
}

BOOST_AUTO_TEST_CASE(the_environment_is_read_in_capitals_or_not)
{
    client_settings settings;
    setenv("https_proxy", "http://small:1", 1);
    setenv("NO_PROXY", "a,b", 1);
    read_proxy_environment(settings);
    BOOST_TEST(settings.proxy == "http://small:1");
    BOOST_TEST(settings.no_proxy == "a,b");
    setenv("HTTPS_PROXY", "http://capital:1", 1);
    read_proxy_environment(settings);
    BOOST_TEST(settings.proxy == "http://capital:1");

    for (const auto* name : {"https_proxy", "HTTPS_PROXY", "NO_PROXY"})
        unsetenv(name);
}

BOOST_AUTO_TEST_SUITE_END()
