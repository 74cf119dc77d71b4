#include "sources/renew.hpp"
#include "support/record_of.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;
using test::add;
using test::owned;
using test::table_of;

namespace {

/// "a/0" and on, asked for on a day of June with a limit.
listing_snapshot asked(const std::string& limit, std::size_t models, int day)
{
    listing_snapshot out;
    out.date = "2026-06-0" + std::to_string(day);
    out.options = {{"limit", limit}, {"task", "text-generation"}};
    for (std::size_t i = 0; i < models; ++i)
    {
        auto model = test::with_id("a/" + std::to_string(i));
        model.popularity = day;
        add(out.published.models, model);
    }
    return out;
}

/// What is kept, by its limits: "500@1 100@2".
std::string told(const listing_snapshot& kept)
{
    auto text = std::to_string(limit_of(kept)) + '@' + kept.date.back();
    for (const auto& one : kept.smaller_snapshots)
        text += ' ' + told(one);
    return text;
}

/// What stands after these came one after the other.
std::string after(std::initializer_list<listing_snapshot> listings)
{
    std::optional<listing_snapshot> kept;
    for (auto fresh : listings)
        if (auto now = renew(kept ? &*kept : nullptr, std::move(fresh)))
            kept = std::move(now);
    return told(*kept);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(renew_test)

BOOST_AUTO_TEST_CASE(the_first_is_kept_and_an_equal_request_replaces_it)
{
    BOOST_TEST(after({asked("500", 9, 1)}) == "500@1");
    BOOST_TEST(after({asked("500", 9, 1), asked("500", 8, 2)}) == "500@2");
}

/// Of models by their popularity, with a limit of 2.
listing_snapshot most_popular(std::initializer_list<std::pair<const char*, double>> models, int day)
{
    auto out = asked("2", 0, day);
    for (const auto& [id, popularity] : models)
    {
        auto model = test::with_id(id);
        model.popularity = popularity;
        add(out.published.models, model);
    }
    return out;
}

BOOST_AUTO_TEST_CASE(what_a_limit_does_not_explain_is_noted_as_missed_until_it_is_back)
{
    using missed = std::map<std::string, std::string>;
    const auto first = most_popular({{"a/top", 90}, {"A/Lost", 80}}, 1);
    auto second = renew(&first, most_popular({{"a/top", 90}, {"a/low", 8}}, 2));
    BOOST_TEST((second->missed == missed{{"a/lost", "2026-06-02"}}));
    const auto third = renew(&*second, most_popular({{"a/top", 91}, {"a/low", 8}}, 3));
    BOOST_TEST((third->missed == second->missed));
    // What was pushed below the cut is not missed.
    const auto fourth = renew(&*third, most_popular({{"a/top", 91}, {"a/lost", 80}}, 4));
    BOOST_TEST(fourth->missed.empty());

    second->missed = {{"a/lost", "2026-04-30"}};
    BOOST_TEST(renew(&*second, most_popular({{"a/top", 91}, {"a/low", 8}}, 3))->missed.empty());
    // Of a list that is not full everything that is missing is counted already.
    BOOST_TEST(renew(&first, most_popular({{"a/top", 90}}, 2))->missed.empty());
}

BOOST_AUTO_TEST_CASE(what_was_missed_is_not_forgotten_for_a_night_with_fewer_rows_or_another_limit)
{
    using missed = std::map<std::string, std::string>;
    auto eroded = most_popular({{"a/top", 90}, {"a/low", 8}}, 2);
    eroded.missed = {{"a/lost", "2026-06-02"}};
    BOOST_TEST((renew(&eroded, most_popular({{"a/top", 90}}, 3))->missed == eroded.missed));
    for (const auto* limit : {"0", "5", "1"})
    {
        auto fresh = most_popular({{"a/top", 90}, {"a/low", 8}}, 3);
        fresh.options[0].second = limit;
        const auto all = renew(&eroded, std::move(fresh));
        BOOST_TEST_REQUIRE(all.has_value());
        const auto& newest = all->smaller_snapshots.empty() ? *all : all->smaller_snapshots.back();
        BOOST_TEST((newest.missed == eroded.missed), limit);
    }
    // A clock that was ahead.
    eroded.missed = {{"a/lost", "2036-06-02"}};
    const auto now = renew(&eroded, most_popular({{"a/top", 91}, {"a/low", 8}}, 3));
    BOOST_TEST((now->missed == missed{{"a/lost", "2026-06-03"}}));
}

BOOST_AUTO_TEST_CASE(the_same_again_keeps_its_first_date)
{
    auto again = asked("500", 9, 1);
    again.date = "2026-06-05";
    BOOST_TEST(after({asked("500", 9, 1), again}) == "500@1");

    auto narrow = asked("100", 4, 2);
    narrow.date = "2026-06-06";
    BOOST_TEST(after({asked("500", 9, 1), asked("100", 4, 2), narrow}) == "500@1 100@2");
}

BOOST_AUTO_TEST_CASE(a_smaller_limit_costs_no_wider_listing)
{
    BOOST_TEST(after({asked("500", 9, 1), asked("100", 4, 2)}) == "500@1 100@2");
    BOOST_TEST(after({asked("0", 9, 1), asked("500", 4, 2)}) == "0@1 500@2");
    BOOST_TEST(
        after({asked("0", 9, 1), asked("500", 8, 2), asked("100", 4, 3)}) == "0@1 500@2 100@3"
    );
}

BOOST_AUTO_TEST_CASE(a_smaller_limit_that_lasts_is_renewed)
{
    BOOST_TEST(
        after({asked("500", 9, 1), asked("100", 4, 2), asked("100", 4, 3)}) == "500@1 100@3"
    );
}

BOOST_AUTO_TEST_CASE(a_larger_limit_takes_the_place_of_what_was_asked_for_less)
{
    BOOST_TEST(after({asked("100", 4, 1), asked("500", 9, 2)}) == "500@2");
    BOOST_TEST(after({asked("500", 9, 1), asked("0", 9, 2)}) == "0@2");
    BOOST_TEST(after({asked("0", 9, 1), asked("100", 4, 2), asked("500", 8, 3)}) == "0@1 500@3");
    BOOST_TEST(after({asked("500", 9, 1), asked("100", 4, 2), asked("500", 9, 1)}) == "500@1");
}

BOOST_AUTO_TEST_CASE(the_beginning_of_a_wider_listing_is_not_kept_twice)
{
    auto beginning = asked("4", 4, 1);
    beginning.date = "2026-06-02";
    BOOST_TEST(after({asked("500", 9, 1), beginning}) == "500@1");
    BOOST_TEST(after({asked("500", 9, 1), asked("4", 4, 3), beginning}) == "500@1");
}

BOOST_AUTO_TEST_CASE(another_subject_replaces_all)
{
    auto other = asked("100", 4, 3);
    other.options[1].second = "text2text-generation";
    BOOST_TEST(after({asked("500", 9, 1), asked("100", 4, 2), other}) == "100@3");
}

BOOST_AUTO_TEST_CASE(of_many_limits_the_last_are_kept)
{
    BOOST_TEST(
        after(
            {asked("500", 9, 1),
             asked("8", 8, 2),
             asked("7", 7, 3),
             asked("6", 6, 4),
             asked("5", 5, 5)}
        ) == "500@1 7@3 6@4 5@5"
    );
}

BOOST_AUTO_TEST_CASE(the_nearest_is_the_newest_that_has_enough)
{
    auto kept = asked("500", 9, 1);
    kept.smaller_snapshots = {asked("100", 4, 2), asked("10", 3, 3)};
    const auto nearest = [&kept](const char* limit) {
        return limit_of(nearest_snapshot(asked(limit, 0, 4), kept));
    };

    BOOST_TEST(nearest("5") == 10u);
    BOOST_TEST(nearest("10") == 10u);
    BOOST_TEST(nearest("11") == 100u);
    BOOST_TEST(nearest("101") == 500u);
    BOOST_TEST(nearest("501") == 500u);
    BOOST_TEST(nearest("0") == 500u);
}

BOOST_AUTO_TEST_CASE(ids_told_for_names_are_kept_once_for_all)
{
    auto wide = asked("500", 2, 1);
    auto models = owned(wide.published.models);
    models[0].name = "lab/zero";
    wide.published.models = table_of(models);
    wide.published_ids = {{"lab/old", "a/old"}};
    auto narrow = asked("1", 1, 2);
    narrow.published_ids = {{"lab/zero", "a/0"}, {"lab/old", "a/old"}, {"lab/new", "a/new"}};
    const auto kept = renew(&wide, std::move(narrow));

    BOOST_TEST_REQUIRE(kept.has_value());
    const std::map<std::string, std::string> expected = {
        {"lab/new", "a/new"}, {"lab/old", "a/old"}};
    BOOST_TEST((kept->published_ids == expected));
    BOOST_TEST_REQUIRE(kept->smaller_snapshots.size() == 1u);
    BOOST_TEST(kept->smaller_snapshots[0].published_ids.empty());
}

BOOST_AUTO_TEST_SUITE_END()
