#include "muster/dates.hpp"
#include "sources/choose_listing.hpp"
#include "sources/renew.hpp"
#include "support/record_of.hpp"
#include "support/written.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using test::add;

namespace {

/// "2026-06-01T02:00:00Z" and on.
std::string day(int number)
{
    const auto seconds = (20'605 + number) * 86'400ULL;
    return date_of_seconds(seconds) + "T02:00:00Z";
}

listing_snapshot listed(std::size_t models, const std::string& date)
{
    listing_snapshot out;
    out.date = date;
    out.options = {{"limit", "500"}};
    out.published.plugin = "hub";
    out.published.label = "label";
    for (std::size_t i = 0; i < models; ++i)
        add(out.published.models, test::with_id("a/" + std::to_string(i)));
    return out;
}

/// A source night after night; what it saves is read back from its file.
struct nights
{
    std::optional<listing_snapshot> kept = {};
    listing_policy policy = {};

    chosen_listing next(std::size_t models, const std::string& date)
    {
        fetched_listing fetched;
        fetched.request = listed(models, date);
        fetched.received = models;
        auto out = choose_listing(std::move(fetched), kept ? &*kept : nullptr, policy);
        if (out.keep)
            kept = *read_snapshot(test::write_snapshot(*out.keep), "hub.json");
        return out;
    }

    std::string verdict_of(std::size_t models, const std::string& date)
    {
        return std::string(to_string(next(models, date).outcome));
    }
};

std::string told(const std::vector<listing_mark>& marks)
{
    std::string text;
    for (const auto& one : marks)
        text += (text.empty() ? "" : " ") + std::to_string(one.rows) + '@' + one.date.substr(5, 5);
    return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(high_water_test)

BOOST_AUTO_TEST_CASE(slow_loss_is_shrinking_once_more_than_half_is_gone)
{
    nights source;
    int night = 0;
    std::string verdicts;
    for (const auto models : {60U, 51U, 43U, 37U, 31U, 26U, 22U})
        verdicts += source.verdict_of(models, day(night++)) + ' ';
    BOOST_TEST(verdicts == "ok ok ok ok ok shrunk shrunk ");

    const auto out = source.next(19, day(night));
    BOOST_TEST(to_string(out.used_as) == "stale");
    BOOST_TEST(out.used.models.size() == 31u);
    BOOST_TEST(
        out.reason == "it lists 19 models, 68 % fewer than the 60 of 2026-06-01 (--max-shrink "
                      "allows 50 %; --no-stale takes the listing as it is, muster accept --source "
                      "hub --why TEXT for good)"
    );
    BOOST_TEST(told(out.line) == "60@06-01 51@06-02 43@06-03 37@06-04 31@06-05 19@06-08");
}

BOOST_AUTO_TEST_CASE(slow_loss_is_said_before_it_is_judged)
{
    nights source;
    source.next(60, day(0));
    BOOST_TEST(source.next(55, day(1)).reason.empty());
    const auto out = source.next(50, day(2));
    BOOST_TEST(to_string(out.outcome) == "ok");
    BOOST_TEST(out.reason == "it lists 50 models, 17 % fewer than the 60 of 2026-06-01");
    BOOST_TEST(source.next(58, day(3)).reason.empty());
}

BOOST_AUTO_TEST_CASE(many_runs_a_day_are_judged_alike)
{
    nights source;
    std::string verdicts;
    for (const auto models : {60U, 45U, 33U, 25U})
        verdicts += source.verdict_of(models, day(0)) + ' ';
    BOOST_TEST(verdicts == "ok ok ok shrunk ");
}

BOOST_AUTO_TEST_CASE(what_it_had_longer_ago_measures_nothing)
{
    nights source;
    source.next(60, day(0));
    source.next(40, day(20));
    // It had 60 until the 20th day.
    BOOST_TEST(source.verdict_of(25, day(50)) == "shrunk");
    BOOST_TEST(source.verdict_of(25, day(51)) == "ok");
    BOOST_TEST(told(source.kept->marks) == "40@06-21");
}

BOOST_AUTO_TEST_CASE(a_source_that_always_lists_as_much_needs_no_marks)
{
    std::optional<listing_snapshot> kept = listed(9, day(0));
    auto other = listed(8, day(1));
    add(other.published.models, test::with_id("a/other"));
    kept = renew(&*kept, std::move(other));
    BOOST_TEST(kept->marks.empty());
    kept = renew(&*kept, listed(8, day(2)));
    BOOST_TEST(told(kept->marks) == "9@06-02");
    other = listed(7, day(3));
    add(other.published.models, test::with_id("a/other"));
    kept = renew(&*kept, std::move(other));
    BOOST_TEST(told(kept->marks) == "9@06-02 8@06-03");
}

BOOST_AUTO_TEST_CASE(loss_of_ids_alone_is_seen)
{
    nights source;
    const auto with_ids = [&source](std::size_t ids, int night) {
        fetched_listing fetched;
        fetched.request = listed(ids, day(night));
        for (auto i = ids; i < 100; ++i)
            add(fetched.request.published.models, test::named("vendor/" + std::to_string(i)));
        auto out = choose_listing(
            std::move(fetched), source.kept ? &*source.kept : nullptr, source.policy
        );
        if (out.keep)
            source.kept = out.keep;
        return out;
    };
    for (int night = 0; night < 4; ++night)
        BOOST_TEST(
            to_string(with_ids(60 - 10 * static_cast<std::size_t>(night), night).outcome) == "ok"
        );
    const auto out = with_ids(29, 4);
    BOOST_TEST(to_string(out.outcome) == "shrunk");
    BOOST_TEST(out.reason.starts_with(
        "29 of its models have a Hub id, 52 % fewer than the 60 of 2026-06-01 ("
    ));
}

BOOST_AUTO_TEST_CASE(another_limit_has_marks_of_its_own)
{
    nights source;
    source.next(60, day(0));
    fetched_listing fetched;
    fetched.request = listed(10, day(1));
    fetched.request.options = {{"limit", "10"}};
    const auto out = choose_listing(std::move(fetched), &*source.kept, source.policy);
    BOOST_TEST(to_string(out.outcome) == "ok");
    BOOST_TEST(out.reason.empty());
    BOOST_TEST(told(out.line) == "10@06-02");
}

BOOST_AUTO_TEST_CASE(a_smaller_limit_keeps_its_marks_beside_the_larger)
{
    std::optional<listing_snapshot> kept = listed(60, day(0));
    for (const auto& [models, night] : {std::pair(9U, 1), {8U, 2}, {7U, 3}})
    {
        auto fresh = listed(models, day(night));
        fresh.options = {{"limit", "10"}};
        kept = renew(&*kept, std::move(fresh));
    }
    BOOST_TEST(kept->marks.empty());
    BOOST_TEST_REQUIRE(kept->smaller_snapshots.size() == 1u);
    BOOST_TEST(told(kept->smaller_snapshots[0].marks) == "9@06-02 8@06-03");
}

BOOST_AUTO_TEST_CASE(a_row_that_comes_twice_is_one)
{
    auto listing = listed(3, day(0));
    add(listing.published.models, test::with_id("A/1"));
    auto named = test::with_id("a/1");
    named.name = "free";
    add(listing.published.models, named);

    const listing_mark expected = {day(0), 4, 4};
    BOOST_TEST((mark_of(listing) == expected));
    BOOST_TEST(repeated_rows(listing.published) == 1u);
}

BOOST_AUTO_TEST_CASE(an_accepted_loss_is_the_new_measure)
{
    nights source;
    source.next(60, day(0));
    BOOST_TEST(source.verdict_of(20, day(1)) == "shrunk");
    source.policy.accepted = {"2026-06-02T09:00:00Z", 20};

    BOOST_TEST(source.verdict_of(9, day(2)) == "shrunk");
    const auto out = source.next(19, day(3));
    BOOST_TEST(to_string(out.outcome) == "ok");
    BOOST_TEST(to_string(out.used_as) == "fresh");
    BOOST_TEST(out.reason.empty());
    BOOST_TEST(told(source.kept->marks) == "20@06-02");
    BOOST_TEST(source.verdict_of(9, day(4)) == "shrunk");
    // It was accepted once: what comes back and goes again is judged anew.
    BOOST_TEST(source.verdict_of(60, day(5)) == "ok");
    BOOST_TEST(source.verdict_of(20, day(6)) == "shrunk");
}

// The listing that came back is the one that is kept: its file says since when all the same.
BOOST_AUTO_TEST_CASE(an_acceptance_ends_when_all_comes_back_as_it_was)
{
    nights source;
    source.next(60, day(0));
    BOOST_TEST(source.verdict_of(20, day(1)) == "shrunk");
    source.policy.accepted = {"2026-06-02T09:00:00Z", 20};

    auto out = source.next(60, day(2));
    BOOST_TEST(to_string(out.outcome) == "ok");
    BOOST_TEST(out.keep.has_value());
    BOOST_TEST(source.kept->date == day(2));
    // Once is enough.
    BOOST_TEST(!source.next(60, day(3)).keep.has_value());
    out = source.next(20, day(4));
    BOOST_TEST(to_string(out.outcome) == "shrunk");
    BOOST_TEST(out.used.models.size() == 60u);
}

BOOST_AUTO_TEST_CASE(an_acceptance_ends_for_a_smaller_limit_too)
{
    nights source;
    const auto first = [&source](std::size_t models, int night) {
        fetched_listing fetched;
        fetched.request = listed(models, day(night));
        fetched.request.options = {{"limit", "50"}};
        source.policy.record_limit = 50;
        auto out = choose_listing(std::move(fetched), &*source.kept, source.policy);
        if (out.keep)
            source.kept = *read_snapshot(test::write_snapshot(*out.keep), "hub.json");
        return out;
    };
    source.next(60, day(0));
    BOOST_TEST(to_string(first(20, 1).outcome) == "shrunk");
    source.policy.accepted = {"2026-06-02T09:00:00Z", 20};

    BOOST_TEST(first(50, 2).keep.has_value());
    BOOST_TEST(source.kept->date == day(0));
    for (const int night : {3, 4})
        BOOST_TEST(!first(50, night).keep.has_value());
    const auto out = first(20, 5);
    BOOST_TEST(to_string(out.outcome) == "shrunk");
    BOOST_TEST(out.since == day(2));
}

// A clock that was wrong when it was accepted must not have a file written every night.
BOOST_AUTO_TEST_CASE(an_acceptance_of_a_day_to_come_ends_nothing)
{
    nights source;
    source.next(60, day(0));
    source.policy.accepted = {day(400), 20};
    BOOST_TEST(!source.next(60, day(2)).keep.has_value());
}

BOOST_AUTO_TEST_CASE(an_acceptance_ends_with_the_time_of_marks)
{
    nights source;
    source.next(60, day(0));
    source.policy.accepted = {day(1), 20};
    BOOST_TEST(source.verdict_of(20, day(32)) == "shrunk");
    BOOST_TEST(source.verdict_of(20, day(31)) == "ok");
}

BOOST_AUTO_TEST_CASE(an_acceptance_asks_for_no_more_than_the_limit_of_the_run)
{
    nights source;
    source.next(400, day(0));
    source.policy.accepted = {day(1), 150};
    source.policy.record_limit = 40;
    BOOST_TEST(source.verdict_of(40, day(2)) == "ok");
    source.policy.record_limit = 0;
}

// A machine without a clock of its own wakes up in another year.
BOOST_AUTO_TEST_CASE(a_listing_of_a_day_to_come_is_no_measure_for_ever)
{
    nights source;
    source.next(60, day(400));
    BOOST_TEST(source.verdict_of(20, day(1)) == "shrunk");
    source.policy.accepted = {"2026-06-02T09:00:00Z", 20};
    BOOST_TEST(source.verdict_of(20, day(2)) == "ok");

    nights other;
    other.next(60, day(400));
    other.next(40, day(1));
    BOOST_TEST(told(other.kept->marks) == "60@06-02");
    BOOST_TEST(other.verdict_of(25, day(30)) == "shrunk");
    other.next(38, day(33));
    BOOST_TEST(told(other.kept->marks) == "60@06-02");
    other.next(37, day(70));
    BOOST_TEST(told(other.kept->marks) == "38@07-04");
}

BOOST_AUTO_TEST_CASE(content_of_a_day_to_come_has_no_age)
{
    nights source;
    fetched_listing fetched;
    fetched.request = listed(9, "2026-11-29T02:00:00Z");
    for (const auto* date : {"2026-12-01", "2027-01"})
    {
        auto one = fetched;
        one.content_date = date;
        const auto out = choose_listing(std::move(one), nullptr, source.policy);
        BOOST_TEST(to_string(out.outcome) == "ok");
        BOOST_TEST(
            out.reason == "its newest date is " + std::string(date) +
                              ", which is still to come: the age of its content is not known"
        );
    }
}

BOOST_AUTO_TEST_CASE(content_of_long_ago_makes_a_source_old)
{
    nights source;
    source.policy.content_days = 60;
    const auto with_date = [&source](std::string date) {
        fetched_listing fetched;
        fetched.request = listed(9, "2026-11-29T02:00:00Z");
        fetched.content_date = std::move(date);
        return choose_listing(std::move(fetched), nullptr, source.policy);
    };

    const auto out = with_date("2025-06-30");
    BOOST_TEST(to_string(out.outcome) == "old");
    BOOST_TEST(to_string(out.used_as) == "fresh");
    BOOST_TEST(out.keep.has_value());
    BOOST_TEST(
        out.reason == "its newest date is 2025-06-30, 517 days ago (--content-age allows 60)"
    );
    for (const auto* date : {"2026-09-30", "2026-11", "2026-11-30", "", "2026-13-01"})
        BOOST_TEST(with_date(date).reason == "", date);
    BOOST_TEST(to_string(with_date("2026-09-29").outcome) == "old");
    source.policy.content_days.reset();
    BOOST_TEST(to_string(with_date("2025-06-30").outcome) == "ok");
}

BOOST_AUTO_TEST_CASE(a_date_to_come_does_not_hide_how_old_the_rest_is)
{
    nights source;
    source.policy.content_days = 60;
    const auto with_dates = [&source](std::string dates) {
        fetched_listing fetched;
        fetched.request = listed(9, "2026-11-29T02:00:00Z");
        fetched.content_date = std::move(dates);
        return choose_listing(std::move(fetched), nullptr, source.policy);
    };
    const auto old = with_dates("2999-01-01,2025-06-30");
    BOOST_TEST(to_string(old.outcome) == "old");
    BOOST_TEST(old.content_date == "2025-06-30");
    BOOST_TEST(
        old.reason == "its newest date is 2025-06-30, 517 days ago (--content-age allows 60); its "
                      "date 2999-01-01 is still to come, and tells nothing of its age"
    );
    const auto young = with_dates("2999-01-01,2998-12,2026-11-20");
    BOOST_TEST(to_string(young.outcome) == "ok");
    BOOST_TEST(young.content_date == "2026-11-20");
    BOOST_TEST(with_dates("2999-01-01").content_date == "2999-01-01");
}

BOOST_AUTO_TEST_CASE(what_stays_the_same_for_weeks_is_said)
{
    nights source;
    source.next(9, day(0));
    BOOST_TEST(source.next(9, day(13)).reason.empty());
    const auto out = source.next(9, day(14));
    BOOST_TEST(to_string(out.outcome) == "ok");
    BOOST_TEST(out.unchanged_since == day(0));
    BOOST_TEST(out.reason == "it lists the same, row for row, since 2026-06-01, for 14 days");
    BOOST_TEST(!out.keep.has_value());
    BOOST_TEST(source.next(8, day(15)).unchanged_since.empty());
}

BOOST_AUTO_TEST_CASE(a_file_without_marks_is_read_and_one_that_needs_none_has_none)
{
    const auto text = test::write_snapshot(listed(9, day(0)));
    BOOST_TEST(text.find("marks") == text.npos);
    BOOST_TEST(read_snapshot(text, "hub.json")->marks.empty());

    auto marked = listed(9, day(3));
    marked.marks = {{day(0), 12, 11}, {day(1), 10, 9}};
    const auto read = read_snapshot(test::write_snapshot(marked), "hub.json");
    BOOST_TEST((read->marks == marked.marks));
}

BOOST_AUTO_TEST_SUITE_END()
