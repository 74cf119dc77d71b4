#include "text/date.hpp"

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

BOOST_AUTO_TEST_CASE(a_day_is_in_the_calendar)
{
    BOOST_TEST(is_day("2028-02-29"));
    for (const auto* other :
         {"2026-02-29", "2026-02-30", "2026-04-31", "2026-00-01", "2026-02", ""})
        BOOST_TEST(!is_day(other), other);
}

BOOST_AUTO_TEST_CASE(the_newest_date_stays)
{
    std::string newest;
    for (const auto* date : {"2026-03", "2025-12-31", "zzz", "2026-03-02", "2026-03-01"})
        keep_newest(newest, date);
    BOOST_TEST(newest == "2026-03-02");
}

BOOST_AUTO_TEST_CASE(the_newest_few_dates_stay_in_order_and_once)
{
    std::string newest;
    for (const auto* date :
         {"2026-03", "2999-01-01", "zzz", "2026-03-02", "2026-99-99", "2999-01-01"})
        keep_newest_few(newest, date);
    BOOST_TEST(newest == "2999-01-01,2026-03-02,2026-03");
    keep_newest_of(newest, "2026-05-01,2025-12,,junk");
    BOOST_TEST(newest == "2999-01-01,2026-05-01,2026-03-02,2026-03,2025-12");
    for (int day = 10; day < 30; ++day)
        keep_newest_few(newest, "2027-01-" + std::to_string(day));
    BOOST_TEST(std::count(newest.begin(), newest.end(), ',') == newest_dates_limit - 1);
    BOOST_TEST(newest.starts_with("2999-01-01,2027-01-29,2027-01-28,"));
    keep_newest_few(newest, "2026-01-01");
    BOOST_TEST(newest.ends_with(",2027-01-23"));
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
