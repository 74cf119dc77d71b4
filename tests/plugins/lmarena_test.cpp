#include "support/source_library.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
using strings = std::vector<std::string>;

namespace {

std::string row(const std::string& name, const std::string& date, const char* more = "")
{
    return R"({"row_idx": 0, "truncated_cells": [], "row": {"model_name": ")" + name +
           R"(", "organization": "Lab", "license": "MIT", "rating": 1401.5, "rank": 3,
           "vote_count": 900, "category": "overall", "leaderboard_publish_date": ")" +
           date + '"' + more + "}}";
}

std::string page_of(const std::string& rows, int total)
{
    return R"({"features": [], "rows": [)" + rows +
           R"(], "num_rows_per_page": 100, "partial": false, "num_rows_total": )" +
           std::to_string(total) + "}";
}

std::string address(const std::string& condition, int offset)
{
    return "https://datasets-server.huggingface.co/filter?dataset=lmarena-ai%2Fleaderboard-dataset"
           "&config=text&split=latest&where=%22category%22%3D%27overall%27%20AND%20"
           "%22leaderboard_publish_date%22" +
           condition + "%27&length=100&offset=" + std::to_string(offset);
}

std::string newer_than(const std::string& date) { return address("%3E%27" + date, 0); }
std::string of_date(const std::string& date, int offset = 0)
{
    return address("%3D%27" + date, offset);
}

}  // namespace

struct lmarena_fixture
{
    source_library lmarena{"lmarena"};

    plain_reading read_at(const std::string& url, const std::string& rows, int total = 1)
    {
        lmarena.set_page_url(url);
        return lmarena.read_well(page_of(rows, total));
    }
};

BOOST_FIXTURE_TEST_SUITE(lmarena_test, lmarena_fixture)

BOOST_AUTO_TEST_CASE(it_begins_with_a_search_for_the_newest_date)
{
    BOOST_TEST(lmarena.description().opt_in);
    BOOST_TEST(lmarena.start() == strings{newer_than("2000-01-01")});
}

BOOST_AUTO_TEST_CASE(a_board_of_any_letters_stays_one_part_of_the_address)
{
    lmarena.set("board", "text&offset=900");
    const auto url = lmarena.start()[0];
    BOOST_TEST(url.find("&config=text%26offset%3D900&split=") != std::string::npos);
    BOOST_TEST(url.ends_with("&offset=0"));
    // Where rows go on is read from the address that was asked.
    lmarena.set("board", "a&offset=9");
    const auto next = read_at(
        "https://x/filter?config=a%26offset%3D9&where=leaderboard_publish_date%22%3D%272026-09-13"
        "%27&length=100&offset=100",
        row("a", "2026-09-13"),
        900
    );
    BOOST_TEST_REQUIRE(next.follow.size() == 1u);
    BOOST_TEST(next.follow[0].ends_with("&offset=200"));
}

BOOST_AUTO_TEST_CASE(the_search_goes_on_until_nothing_is_newer)
{
    const auto first =
        read_at(lmarena.start()[0], row("a", "2026-08-01") + ',' + row("b", "2026-09-13T00:00:00"));
    BOOST_TEST(first.models.empty());
    BOOST_TEST(first.follow == strings{newer_than("2026-09-13")});

    const auto last = read_at(first.follow[0], "", 0);
    BOOST_TEST(last.follow == strings{of_date("2026-09-13")});
}

BOOST_AUTO_TEST_CASE(a_server_that_does_not_filter_is_not_asked_for_ever)
{
    const auto again = read_at(newer_than("2026-09-13"), row("a", "2026-09-13"));
    BOOST_TEST(again.follow == strings{of_date("2026-09-13")});
}

BOOST_AUTO_TEST_CASE(a_row_of_the_board_becomes_a_name_with_its_rating)
{
    const auto reading = read_at(of_date("2026-09-13"), row("qwen3-32b", "2026-09-13"));

    BOOST_TEST_REQUIRE(reading.models.size() == 1u);
    const auto& model = reading.models[0];
    BOOST_TEST(model.model_id.empty());
    BOOST_TEST(model.name == "Lab/qwen3-32b");
    BOOST_TEST(model.license == "MIT");
    BOOST_TEST(model.popularity.value() == 1401.5);
    BOOST_TEST(model.tags == strings{"community-ranking"});
    BOOST_TEST(reading.follow.empty());
}

BOOST_AUTO_TEST_CASE(other_dates_and_categories_are_passed_over)
{
    const auto rows = row("new", "2026-09-13") + ',' + row("old", "2026-08-01") + ',' +
                      row("code", "2026-09-13", R"(, "category": "coding")");
    const auto with_repeated_member = lmarena.read_well(page_of(rows, 3));

    // An address that names no date: of what is there, the newest.
    BOOST_TEST(names_in(with_repeated_member) == strings{"Lab/new"});
    BOOST_TEST(names_in(read_at(of_date("2026-08-01"), rows, 3)) == strings{"Lab/old"});
    BOOST_TEST(with_repeated_member.rejected.empty());
    BOOST_TEST(with_repeated_member.facts.skipped == 2u);
}

BOOST_AUTO_TEST_CASE(the_board_says_how_much_it_has_and_of_when_it_is)
{
    const auto search = read_at(lmarena.start()[0], row("a", "2026-08-01"), 900);
    BOOST_TEST((search.facts == listing_facts()));

    const auto board = read_at(of_date("2026-09-13"), row("a", "2026-09-13"), 383);
    BOOST_TEST((board.facts == listing_facts{0, 383U, false, "2026-09-13"}));
    auto page = page_of(row("a", "2026-09-13"), 1);
    page.replace(page.find("false"), 5, "true");
    BOOST_TEST(lmarena.read_well(page).facts.has_more);
}

BOOST_AUTO_TEST_CASE(pages_follow_by_a_hundred)
{
    const auto follow = [this](int offset, int total) {
        return read_at(of_date("2026-09-13", offset), row("a", "2026-09-13"), total).follow;
    };

    BOOST_TEST(follow(0, 383) == strings{of_date("2026-09-13", 100)});
    BOOST_TEST(follow(200, 383) == strings{of_date("2026-09-13", 300)});
    BOOST_TEST(follow(300, 383).empty());
    BOOST_TEST(follow(0, 100).empty());
    BOOST_TEST(follow(0, 101) == strings{of_date("2026-09-13", 100)});
}

BOOST_AUTO_TEST_CASE(what_is_no_date_is_not_asked_for)
{
    const auto reading = read_at(lmarena.start()[0], row("a", "2026' OR 1=1"));
    BOOST_TEST(reading.follow == strings{of_date("2000-01-01")});
}

BOOST_AUTO_TEST_CASE(one_bad_row_costs_one_row)
{
    const auto reading = read_at(
        of_date("2026-09-13"),
        R"(7, {"row": 7}, {"row": {"category": "overall", "model_name": 7,
            "leaderboard_publish_date": "2026-09-13"}},)" +
            row("", "2026-09-13") + ',' + row("good", "2026-09-13")
    );

    BOOST_TEST(names_in(reading) == strings{"Lab/good"});
    BOOST_TEST_REQUIRE(reading.rejected.size() == 4u);
    BOOST_TEST(reading.rejected[2].where == "rows[2].row");
    BOOST_TEST(reading.rejected[2].why == "model_name has the wrong type");
    BOOST_TEST(reading.rejected[3].why == "no model_name");
}

BOOST_AUTO_TEST_CASE(bad_pages_are_failures)
{
    for (const auto* body : {"", "<html>", "{}", "7", R"({"rows": null})"})
        BOOST_TEST(lmarena.read(body).has_error(), body);
    BOOST_TEST(
        lmarena.read(R"({"error": "the index is loading"})").error().where ==
        "the page is an error message: the index is loading"
    );
}

BOOST_AUTO_TEST_SUITE_END()
