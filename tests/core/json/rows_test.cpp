#include "muster/rows.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;
namespace json = boost::json;

BOOST_AUTO_TEST_SUITE(rows_test)

BOOST_AUTO_TEST_CASE(rows_stand_bare_or_in_an_envelope)
{
    const auto bare = read_rows("[1, 2]", "data");
    const auto wrapped = read_rows(R"({"data": [1, 2], "links": {"next": "x"}})", "data");

    BOOST_TEST(bare->list == wrapped->list);
    BOOST_TEST(bare->envelope.empty());
    BOOST_TEST(wrapped->envelope.contains("links"));
    BOOST_TEST(!wrapped->envelope.contains("data"));
}

BOOST_AUTO_TEST_CASE(an_error_message_is_quoted)
{
    const auto text = read_rows(R"({"error": "Rate limit exceeded"})", "data");
    const auto object = read_rows(R"({"error": {"code": 402, "message": "pay"}})", "data");

    BOOST_TEST(text.error().where == "the page is an error message: Rate limit exceeded");
    BOOST_TEST(
        object.error().where == R"(the page is an error message: {"code":402,"message":"pay"})"
    );
}

BOOST_AUTO_TEST_CASE(a_long_error_message_is_cut_between_characters)
{
    std::string message = "x";
    for (int i = 0; i < 200; ++i)
        message += "\xc3\xa4";
    const auto quoted = read_rows("{\"error\": \"" + message + "\"}", "data").error().where;

    BOOST_TEST(quoted.ends_with("\xc3\xa4\xe2\x80\xa6"));
    BOOST_TEST(quoted.size() < 240u);
}

BOOST_AUTO_TEST_CASE(rows_beside_an_error_member_are_rows)
{
    BOOST_TEST(read_rows(R"({"error": null, "data": []})", "data").has_value());
}

BOOST_AUTO_TEST_CASE(a_page_without_rows_is_refused)
{
    BOOST_TEST(read_rows("7", "data").error().where == "the page is not a list of models");
    BOOST_TEST(read_rows("{}", "data").error().where == "the page has no list \"data\"");
    BOOST_TEST(
        read_rows(R"({"data": {}})", "data").error().where == "the page has no list \"data\""
    );
    BOOST_TEST(read_rows("null", "data").error().code == make_error_code(errc::wrong_shape));
}

BOOST_AUTO_TEST_CASE(a_page_that_is_not_json_is_refused_with_its_line)
{
    const auto page = read_rows("<!doctype html>", "data");

    BOOST_TEST(page.error().code == make_error_code(errc::not_json));
    BOOST_TEST(page.error().where.starts_with("the page: not JSON at line 1"));
}

BOOST_AUTO_TEST_CASE(members_are_read_and_absent_or_null_ones_are_empty)
{
    const auto element = json::parse(
        R"({"text": "x", "count": 7, "number": 0.5, "list": ["a", 1, "b"], "null": null})"
    );
    row_reader row{element};

    BOOST_TEST(row.text("text") == "x");
    BOOST_TEST(row.count("count").value() == 7u);
    BOOST_TEST(row.number("number").value() == 0.5);
    BOOST_TEST(row.texts("list") == (std::vector<std::string_view>{"a", "b"}));
    BOOST_TEST(row.text("null").empty());
    BOOST_TEST(!row.count("absent"));
    BOOST_TEST(row.ok());
}

BOOST_AUTO_TEST_CASE(whole_numbers_written_with_a_fraction_are_counts)
{
    const auto element = json::parse(R"({"a": 7.0, "b": 7.5, "c": -1})");
    row_reader row{element};

    BOOST_TEST(row.count("a").value() == 7u);
    BOOST_TEST(row.ok());
    BOOST_TEST(!row.count("b"));
    BOOST_TEST(!row.count("c"));
    BOOST_TEST(row.fault() == "b");
}

BOOST_AUTO_TEST_CASE(the_first_wrong_type_is_remembered)
{
    const auto element = json::parse(R"({"a": 1, "b": "x"})");
    row_reader row{element};

    BOOST_TEST(row.text("a").empty());
    BOOST_TEST(!row.number("b"));
    BOOST_TEST((row.list("b") == nullptr));
    BOOST_TEST((row.object("b") == nullptr));
    BOOST_TEST(row.fault() == "a");
}

BOOST_AUTO_TEST_CASE(an_element_that_is_no_object_is_a_fault)
{
    const json::value element = 7;
    row_reader row{element};

    BOOST_TEST(row.text("id").empty());
    BOOST_TEST(row.fault() == "row");
}

BOOST_AUTO_TEST_CASE(gated_is_false_or_a_word)
{
    const auto element = json::parse(R"({"no": false, "word": "manual", "yes": true})");
    row_reader row{element};

    BOOST_TEST(row.text_or_false("no").empty());
    BOOST_TEST(row.text_or_false("word") == "manual");
    BOOST_TEST(row.ok());
    row.text_or_false("yes");
    BOOST_TEST(row.fault() == "yes");
}

BOOST_AUTO_TEST_CASE(what_is_one_or_many_gives_the_first)
{
    const auto element =
        json::parse(R"({"one": "mit", "many": ["a", "b"], "none": [], "odd": [1]})");
    row_reader row{element};

    BOOST_TEST(row.first_text("one") == "mit");
    BOOST_TEST(row.first_text("many") == "a");
    BOOST_TEST(row.first_text("none").empty());
    BOOST_TEST(row.first_text("odd").empty());
    BOOST_TEST(row.ok());
}

BOOST_AUTO_TEST_SUITE_END()
