#include "base/amounts.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(amounts_test)

BOOST_AUTO_TEST_CASE(things_are_counted)
{
    BOOST_TEST(count_of(0, "model") == "0 models");
    BOOST_TEST(count_of(1, "model") == "1 model");
    BOOST_TEST(count_of(999, "model") == "999 models");
    BOOST_TEST(count_of(1000, "model") == "1,000 models");
    BOOST_TEST(count_of(12'345'678, "row") == "12,345,678 rows");
}

BOOST_AUTO_TEST_CASE(bytes_have_decimal_units)
{
    BOOST_TEST(bytes_text(0) == "0 B");
    BOOST_TEST(bytes_text(999) == "999 B");
    BOOST_TEST(bytes_text(1000) == "1.0 kB");
    BOOST_TEST(bytes_text(999'949) == "999.9 kB");
    BOOST_TEST(bytes_text(999'950) == "1.0 MB");
    BOOST_TEST(bytes_text(5'000'000'000'000) == "5.0 TB");
}

BOOST_AUTO_TEST_CASE(time_is_in_seconds_and_then_in_minutes)
{
    BOOST_TEST(seconds_text(0ms) == "0.0 s");
    BOOST_TEST(seconds_text(840ms) == "0.8 s");
    BOOST_TEST(seconds_text(125s) == "2 min 5 s");
}

BOOST_AUTO_TEST_CASE(a_column_is_filled_and_never_cut)
{
    BOOST_TEST(padded("ab", 4) == "ab  ");
    BOOST_TEST(padded("abcdef", 4) == "abcdef ");
}

BOOST_AUTO_TEST_SUITE_END()
