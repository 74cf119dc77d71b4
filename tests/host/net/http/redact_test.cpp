#include "net/credentials.hpp"
#include "net/http/redact.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

BOOST_AUTO_TEST_SUITE(redact_test)

BOOST_AUTO_TEST_CASE(a_secret_is_found_in_every_form)
{
    const redactor secrets({"Bearer hf_canary+/="});

    BOOST_TEST(secrets.redacted("x hf_canary+/= y") == "x [redacted] y");
    BOOST_TEST(secrets.redacted("Bearer hf_canary+/=.") == "[redacted].");
    BOOST_TEST(secrets.redacted("?t=hf_canary%2B%2F%3D&") == "?t=[redacted]&");
    BOOST_TEST(secrets.redacted("hf_canary") == "hf_canary");
}

BOOST_AUTO_TEST_CASE(of_two_secrets_the_longer_goes_first)
{
    const redactor secrets({"canary", "canary-long"});

    BOOST_TEST(secrets.redacted("canary-long canary") == "[redacted] [redacted]");
}

BOOST_AUTO_TEST_CASE(words_too_short_to_be_secrets_are_left_alone)
{
    BOOST_TEST(redactor({"", "a", "short"}).redacted("a short text") == "a short text");
}

BOOST_AUTO_TEST_CASE(credentials_fit_their_own_origin_alone)
{
    const std::vector<credential> all = {
        {"https://a.b", "Authorization", "Bearer x"}, {"https://a.b:8443", "X-Key", "y"}};
    const auto count = [&](const char* url) {
        return credentials_for(*parse_url(url), "anybody", all).size();
    };

    BOOST_TEST(count("https://a.b/x") == 1u);
    BOOST_TEST(count("https://A.B:443/x") == 1u);
    for (const auto* other :
         {"http://a.b/",
          "https://a.b:444/",
          "https://x.a.b/",
          "https://a.b.c/",
          "https://a.b./",
          "https://a/",
          "http://a.b:443/"})
        BOOST_TEST(count(other) == 0u, other);
}

BOOST_AUTO_TEST_CASE(c03_a_credential_is_sent_for_its_owner_alone)
{
    const std::vector<credential> all = {
        {"https://a.b", "Authorization", "Bearer of-shop", "shop"},
        {"https://a.b", "authorization", "Bearer of-hub", "hub"},
        {"https://a.b", "X-Key", "of-hub", "hub"},
        {"https://a.b", "authorization", "Bearer second", "hub"}};
    const auto sent_for = [&](const char* client_id) {
        std::string sent;
        for (const auto& one : credentials_for(*parse_url("https://a.b/x"), client_id, all))
            sent += one.value + ' ';
        return sent;
    };

    BOOST_TEST(sent_for("shop") == "Bearer of-shop ");
    BOOST_TEST(sent_for("hub") == "Bearer of-hub of-hub ");
    BOOST_TEST(sent_for("other") == "");
    BOOST_TEST(sent_for("") == "");
}

BOOST_AUTO_TEST_CASE(h17_the_proxy_s_password_is_a_secret)
{
    client_settings settings;
    settings.proxy = "http://me:pass%20word@proxy:3128";
    settings.secret_words = {"one more word"};
    const redactor secrets(secrets_of(settings));

    BOOST_TEST(secrets.redacted("pass word") == "[redacted]");
    BOOST_TEST(secrets.redacted("pass%20word") == "[redacted]");
    BOOST_TEST(secrets.redacted("Basic bWU6cGFzcyB3b3Jk") == "[redacted]");
    BOOST_TEST(secrets.redacted("one more word") == "[redacted]");
}

BOOST_AUTO_TEST_SUITE_END()
