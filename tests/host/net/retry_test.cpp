#include "net/retry.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <vector>

using namespace muster;
using namespace std::chrono_literals;
using step = retry_plan::step;

namespace {

retry_plan plan_after(unsigned tries, std::chrono::milliseconds left, double dice)
{
    return plan_retry(retry_settings(), {tries, left, {}}, dice);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(retry_test)

BOOST_AUTO_TEST_CASE(h03_what_may_pass_is_retried_and_nothing_else)
{
    for (const unsigned status : {408U, 429U, 500U, 502U, 503U, 504U, 520U, 522U, 524U, 529U})
        BOOST_TEST(is_retried(status), status);
    for (const unsigned status :
         {200U, 304U, 400U, 401U, 403U, 404U, 410U, 418U, 451U, 501U, 505U, 599U})
        BOOST_TEST(!is_retried(status), status);
    for (const auto kind :
         {net_error_kind::name,
          net_error_kind::connect,
          net_error_kind::timeout,
          net_error_kind::truncated})
        BOOST_TEST(is_retried(kind));
    for (const auto kind :
         {net_error_kind::tls,
          net_error_kind::malformed,
          net_error_kind::too_large,
          net_error_kind::refused,
          net_error_kind::proxy,
          net_error_kind::no_time})
        BOOST_TEST(!is_retried(kind));
}

BOOST_AUTO_TEST_CASE(the_backoff_doubles_up_to_its_longest)
{
    BOOST_TEST(plan_after(1, 1h, 0.999).wait.count() == 499);
    BOOST_TEST(plan_after(2, 1h, 0.999).wait.count() == 999);
    BOOST_TEST(plan_after(4, 1h, 0.999).wait.count() == 3996);
    retry_settings patient;
    patient.tries = 1'000'000;
    BOOST_TEST(plan_retry(patient, {999'999, 1h, {}}, 0.999).wait <= patient.longest_backoff);
}

BOOST_AUTO_TEST_CASE(the_tries_are_bounded)
{
    BOOST_CHECK(plan_after(4, 1h, 0.5).next == step::again);
    BOOST_CHECK(plan_after(5, 1h, 0.5).next == step::enough);
}

BOOST_AUTO_TEST_CASE(a_wait_past_the_deadline_is_not_begun)
{
    BOOST_CHECK(plan_after(1, 100ms, 0.9).next == step::enough);
    BOOST_CHECK(plan_retry({}, {1, 60s, 86400s}, 0).next == step::no_time);
    BOOST_CHECK(plan_retry({}, {1, 60s, 59s}, 0).next == step::again);
}

BOOST_AUTO_TEST_CASE(a_wait_that_was_asked_for_is_never_shortened)
{
    BOOST_TEST(plan_retry({}, {1, 1h, 2s}, 0).wait.count() == 2000);
    BOOST_TEST(plan_retry({}, {1, 1h, 2s}, 0.99).wait.count() > 2000);
    BOOST_TEST(plan_retry({}, {1, 1h, 0s}, 0.5).wait.count() == 250);
}

BOOST_AUTO_TEST_CASE(h05_a_hundred_clients_spread_over_the_window)
{
    std::mt19937_64 random(1);
    std::vector<long long> waits;
    for (int i = 0; i < 100; ++i)
        waits.push_back(plan_after(4, 1h, std::uniform_real_distribution<>()(random)).wait.count());
    std::sort(waits.begin(), waits.end());

    const auto window = 4000;
    BOOST_TEST(waits.back() - waits.front() >= window * 8 / 10);
    for (std::size_t i = 10; i < waits.size(); ++i)
        BOOST_TEST(waits[i] - waits[i - 10] > 50);  // never ten within 50 ms
}

BOOST_AUTO_TEST_SUITE_END()
