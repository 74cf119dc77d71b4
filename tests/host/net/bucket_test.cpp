#include "net/bucket.hpp"
#include "net/rate_gate.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace std::chrono_literals;

namespace {

const moment start = moment(1000s);

rate_limit told(std::uint64_t left, std::chrono::milliseconds reset, std::uint64_t quota = 0)
{
    rate_limit limit;
    limit.left = left;
    limit.reset = reset;
    limit.quota = quota;
    return limit;
}

long long wait_of(bucket& one, moment now)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(one.next_send(now) - now).count();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bucket_test)

BOOST_AUTO_TEST_CASE(nothing_waits_before_anything_is_known)
{
    bucket one;
    for (int i = 0; i < 100; ++i)
    {
        BOOST_TEST(wait_of(one, start) == 0);
        one.sent(start);
    }
}

BOOST_AUTO_TEST_CASE(h02_a_spent_window_is_waited_out)
{
    bucket one;
    one.learn(200, told(0, 3s), start);

    BOOST_TEST(wait_of(one, start) == 4000);
    BOOST_TEST(wait_of(one, start + 4s) == 0);
}

BOOST_AUTO_TEST_CASE(what_is_on_its_way_counts)
{
    bucket one;
    one.learn(200, told(2, 30s), start);

    one.sent(start);
    BOOST_TEST(wait_of(one, start) == 0);
    one.sent(start);
    BOOST_TEST(wait_of(one, start) == 31'000);
    one.done();
    BOOST_TEST(wait_of(one, start) == 0);
}

BOOST_AUTO_TEST_CASE(an_answer_that_was_overtaken_gives_nothing_back)
{
    bucket one;
    one.learn(200, told(0, 30s), start);
    one.learn(200, told(5, 30s), start);

    BOOST_TEST(wait_of(one, start) == 31'000);
}

BOOST_AUTO_TEST_CASE(a_new_window_brings_the_quota_back)
{
    bucket one;
    one.learn(200, told(0, 3s, 2), start);
    const auto later = start + 4s;

    BOOST_TEST(wait_of(one, later) == 0);
    one.learn(200, told(1, 300s, 2), later);
    BOOST_TEST(wait_of(one, later) == 0);
    one.sent(later);
    BOOST_TEST(wait_of(one, later) == 301'000);
}

BOOST_AUTO_TEST_CASE(h23_after_a_429_requests_go_one_by_one)
{
    bucket one;
    one.hold_until(start + 1s);
    one.learn(429, {}, start);
    const auto later = start + 1s;

    BOOST_TEST(wait_of(one, start) == 1000);
    BOOST_TEST(wait_of(one, later) == 0);
    one.sent(later);
    BOOST_TEST(wait_of(one, later) == first_spacing.count());
    for (int i = 0; i < 100; ++i)
        one.learn(429, {}, later);
    BOOST_TEST(wait_of(one, later) == widest_spacing.count());
    for (int i = 0; i < 100; ++i)
        one.learn(200, {}, later);
    BOOST_TEST(wait_of(one, later) == 0);
}

BOOST_AUTO_TEST_CASE(the_hub_counts_its_api_its_files_and_its_pages_apart)
{
    const auto name = [](const char* url) { return bucket_name(*parse_url(url)); };

    BOOST_TEST(name("https://a/api/models?x") == "https://a api");
    BOOST_TEST(name("https://a/o/n/resolve/main/config.json") == "https://a resolvers");
    BOOST_TEST(name("https://a/api/resolve-cache/models/o/n") == "https://a resolvers");
    BOOST_TEST(name("https://a/o/n") == "https://a pages");
    BOOST_TEST(name("https://b/o/n") != name("https://a/o/n"));
}

BOOST_AUTO_TEST_SUITE_END()
