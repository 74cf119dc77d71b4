#include "muster/dates.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

BOOST_AUTO_TEST_SUITE(dates_test)

BOOST_AUTO_TEST_CASE(a_text_that_begins_with_a_date_has_that_date)
{
    BOOST_TEST(date_in("2026-10-12") == "2026-10-12");
    BOOST_TEST(date_in("2026-10-12T08:00:00.000Z") == "2026-10-12");
    BOOST_TEST(date_in("2026-10") == "2026-10");
    BOOST_TEST(date_in("2026-10-1") == "2026-10");
    for (const auto* other :
         {"", "2026", "2026-1", "12.10.2026", "unknown", "20261012", " 2026-10"})
        BOOST_TEST(date_in(other) == "", other);
}

BOOST_AUTO_TEST_CASE(the_newest_date_stays)
{
    std::string newest;
    for (const auto* date : {"2026-03", "2025-12-31", "zzz", "2026-03-02", "2026-03-01"})
        keep_newest(newest, date);
    BOOST_TEST(newest == "2026-03-02");
}

BOOST_AUTO_TEST_CASE(seconds_are_the_date_in_utc)
{
    BOOST_TEST(date_of_seconds(0) == "1970-01-01");
    BOOST_TEST(date_of_seconds(86'399) == "1970-01-01");
    BOOST_TEST(date_of_seconds(1'713'398'400) == "2024-04-18");
    BOOST_TEST(date_of_seconds(253'402'300'799) == "9999-12-31");
    BOOST_TEST(date_of_seconds(1'713'398'400'000) == "");
    BOOST_TEST(date_of_seconds(~0ULL) == "");
}

BOOST_AUTO_TEST_SUITE_END()
