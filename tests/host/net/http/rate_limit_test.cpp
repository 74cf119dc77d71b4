#include "net/http/http_date.hpp"
#include "net/http/rate_limit.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace std::chrono_literals;

namespace {

// Sun, 06 Nov 1994 08:49:37 GMT
const auto now = std::chrono::system_clock::from_time_t(784111777);

long long wait_of(const std::string& text)
{
    const auto wait = retry_after({{"retry-after", text}}, now);
    return wait ? wait->count() : -1;
}

rate_limit limit_of(http_headers headers) { return read_rate_limit(headers, now); }

}  // namespace

BOOST_AUTO_TEST_SUITE(rate_limit_test)

BOOST_AUTO_TEST_CASE(h01_retry_after_is_read_in_both_forms)
{
    BOOST_TEST(wait_of("2") == 2000);
    BOOST_TEST(wait_of("0") == 0);
    BOOST_TEST(wait_of("86400") == 86'400'000);
    BOOST_TEST(wait_of("Sun, 06 Nov 1994 08:49:40 GMT") == 3000);
    BOOST_TEST(wait_of("Sunday, 06-Nov-94 08:49:40 GMT") == 3000);
    BOOST_TEST(wait_of("Sun Nov  6 08:49:40 1994") == 3000);
    BOOST_TEST(wait_of("Sun, 06 Nov 1994 08:00:00 GMT") == 0);
}

BOOST_AUTO_TEST_CASE(h01_a_retry_after_that_is_neither_is_absent)
{
    for (const auto* text :
         {"", "-1", "abc", "1.5", "2 s", "Sun, 06 Nov", "Sun, 99 Nov 1994 08:49:37 GMT"})
        BOOST_TEST(wait_of(text) == -1, text);
}

BOOST_AUTO_TEST_CASE(h01_a_monstrous_retry_after_is_only_long)
{
    BOOST_TEST(
        wait_of(std::string(1000, '9')) == std::chrono::milliseconds(server_wait_limit).count()
    );
    BOOST_TEST(wait_of("18446744073709551616") > 1'000'000'000);
    BOOST_TEST(wait_of("Sun, 06 Nov 9994 08:49:37 GMT") > 1'000'000'000);
    BOOST_TEST(wait_of("Sun, 06 Nov 1294 08:49:37 GMT") == 0);
}

BOOST_AUTO_TEST_CASE(h02_the_hub_s_rate_limit_is_read)
{
    const auto limit = limit_of(
        {{"ratelimit", R"("api";r=497;t=168)"},
         {"ratelimit-policy", R"("fixed window";"api";q=500;w=300)"}}
    );

    BOOST_TEST(limit.left.value() == 497u);
    BOOST_TEST(limit.reset.value().count() == 168'000);
    BOOST_TEST(limit.quota.value() == 500u);
}

BOOST_AUTO_TEST_CASE(h02_the_older_headers_give_a_delta_or_a_time)
{
    const auto reset_of = [](const char* text) {
        const http_headers headers = {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", text}};
        return limit_of(headers).reset.value_or(-1ms).count();
    };
    const auto later = std::chrono::system_clock::from_time_t(1'800'000'000);
    const auto reset_later = [&](const char* text) {
        return read_rate_limit({{"x-ratelimit-reset", text}}, later).reset.value_or(-1ms).count();
    };

    BOOST_TEST(reset_of("30") == 30'000);
    BOOST_TEST(reset_later("1800000003") == 3000);
    BOOST_TEST(reset_later("1800000003500") == 3500);
    BOOST_TEST(reset_later("1799999999") == 0);
    BOOST_TEST(reset_later("895000030000") > 1'000'000'000);
    BOOST_TEST(reset_of("soon") == -1);
}

BOOST_AUTO_TEST_CASE(headers_that_say_nothing_give_nothing)
{
    for (const auto* text : {"", ";", "r=1", "\"api\"", ";r=", ";r=x;t=-1", ";rr=4"})
        BOOST_TEST(!limit_of({{"ratelimit", text}}).left.has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()
