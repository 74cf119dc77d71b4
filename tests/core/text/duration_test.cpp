#include "text/duration.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace std::chrono_literals;

namespace {

long long milliseconds_of(std::string_view text)
{
    const auto read = read_duration(text);
    return read ? read->count() : -1;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(duration_test)

BOOST_AUTO_TEST_CASE(a_bare_number_is_seconds)
{
    BOOST_TEST(milliseconds_of("90") == 90'000);
    BOOST_TEST(milliseconds_of("0") == 0);
    BOOST_TEST(milliseconds_of("0.25") == 250);
}

BOOST_AUTO_TEST_CASE(every_unit_is_known)
{
    BOOST_TEST(milliseconds_of("500ms") == 500);
    BOOST_TEST(milliseconds_of("90s") == 90'000);
    BOOST_TEST(milliseconds_of("1.5m") == 90'000);
    BOOST_TEST(milliseconds_of("2h") == 7'200'000);
    BOOST_TEST(milliseconds_of("7d") == 604'800'000);
}

BOOST_AUTO_TEST_CASE(the_longest_is_a_thousand_days)
{
    BOOST_TEST(milliseconds_of("1000d") == 86'400'000'000);
    BOOST_TEST(milliseconds_of("1001d") == -1);
    BOOST_TEST(milliseconds_of("99999999999999999999") == -1);
}

BOOST_AUTO_TEST_CASE(anything_else_is_no_duration)
{
    for (const auto* text :
         {"",
          " ",
          "s",
          "-1",
          "-1s",
          "1 s",
          " 1s",
          "1s ",
          "1w",
          "1M",
          "1,5s",
          "1e3",
          "0x10",
          "nan",
          "inf",
          "1s2",
          "1m30s"})
        BOOST_TEST(!read_duration(text), '"' << text << '"');
}

BOOST_AUTO_TEST_SUITE_END()
