#include "muster/row_stream.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace muster;
using strings = std::vector<std::string>;

namespace {

/// What for_each_row hands over: the member "id" of each row, or "-".
strings ids_in(std::string_view body)
{
    strings ids;
    const auto read = for_each_row(body, "models", [&ids](row_view& row, std::size_t index) {
        BOOST_TEST(index == ids.size());
        const auto id = row.text("id");
        ids.emplace_back(id.empty() ? "-" : id);
    });
    BOOST_TEST(read.has_value(), body);
    return ids;
}

std::string trouble_with(std::string_view body)
{
    const auto read = for_each_row(body, "models", [](row_view&, std::size_t) {});
    return read.has_error() ? read.error().where : "";
}

/// Calls read_row(row_view&) with the one object that is the page.
template <class Read>
void read_object(std::string_view body, Read read_row)
{
    row_stream page;
    BOOST_TEST_REQUIRE(page.take_page(body).has_value());
    auto row = page.envelope();
    read_row(row);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(row_stream_test)

BOOST_AUTO_TEST_CASE(rows_are_the_elements_of_a_list_or_of_a_member)
{
    BOOST_TEST(ids_in(R"([{"id": "a"}, {"id": "b"}])") == (strings{"a", "b"}));
    BOOST_TEST(
        ids_in(R"({"x": {"models": [1]}, "models": [{"id": "a"}], "y": [2]})") == strings{"a"}
    );
    BOOST_TEST(
        ids_in(R"([[{"id": "inner"}], 7, "text", null, {"id": "a"}])") ==
        (strings{"-", "-", "-", "-", "a"})
    );
    BOOST_TEST(ids_in("[]").empty());
    BOOST_TEST(ids_in(R"({"models": []})").empty());
}

BOOST_AUTO_TEST_CASE(members_are_found_among_any_number_of_them)
{
    for (const int count : {0, 1, 10, 60, 61, 62, 63, 200})  // and four more: around 64
    {
        std::string body = R"([{"id": "first", "ix": "as long as id", "in": {"id": "inner"})";
        for (int i = 0; i < count; ++i)
            body += ", \"k" + std::to_string(i) + R"(": [{"id": "inner"}, 7])";
        body +=
            R"(, "id": "last"}, {"": "nameless", "di": "other", "id": "second"}, {"ix": "no id"}])";

        BOOST_TEST(ids_in(body) == (strings{"last", "second", "-"}), count << " members");
    }
}

BOOST_AUTO_TEST_CASE(members_read_by_their_kind_and_faults_are_told)
{
    const auto read = for_each_row(
        R"([{"text": "gr\u00f6\u00df", "whole": 7, "odd": 7.5, "minus": -1, "no": false,
             "list": ["a", 1, "b"], "counts": {"BF16": 8, "F32": 1e3}, "none": null,
             "in": {"text": "inner"}, "text": "the last one counts"}])",
        "models",
        [](row_view& row, std::size_t) {
            std::vector<std::string_view> list;
            row.texts("list", list);
            BOOST_TEST(row.text("text") == "the last one counts");
            BOOST_TEST(row.count("whole").value() == 7u);
            BOOST_TEST(row.number("odd").value() == 7.5);
            BOOST_TEST(row.number("minus").value() == -1.0);
            BOOST_TEST(row.text_or_false("no").empty());
            BOOST_TEST(list.size() == 2u);
            BOOST_TEST(row.counts("counts")[1].second == 1000u);
            BOOST_TEST(row.first_text("list") == "a");
            BOOST_TEST(!row.count("none"));
            BOOST_TEST(row.part("in").text("text") == "inner");
            BOOST_TEST(row.part("list").text("text").empty());
            BOOST_TEST(row.ok());
            BOOST_TEST(!row.count("odd"));
            BOOST_TEST(!row.number("text"));
            BOOST_TEST(row.fault() == "odd");
            BOOST_TEST(row.trouble() == "is not a whole number");
        }
    );
    BOOST_TEST(read.has_value());
}

BOOST_AUTO_TEST_CASE(what_is_no_page_of_rows_is_told_as_ever)
{
    BOOST_TEST(trouble_with("[{}") == "the page: not JSON at line 1 (incomplete JSON)");
    BOOST_TEST(trouble_with("[] []").starts_with("the page: not JSON at line 1"));
    BOOST_TEST(trouble_with("7") == "the page is not a list of models");
    BOOST_TEST(trouble_with(R"({"error": "busy"})") == "the page is an error message: busy");
    BOOST_TEST(trouble_with(R"({"models": {}})") == "the page has no list \"models\"");
    BOOST_TEST(trouble_with("{}") == "the page has no list \"models\"");
    BOOST_TEST(trouble_with("null") == "the page is not a list of models");
    BOOST_TEST(trouble_with("[\n\n,]").starts_with("the page: not JSON at line 3"));
    BOOST_TEST(trouble_with("<!doctype html>").starts_with("the page: not JSON at line 1"));
    BOOST_TEST(trouble_with("").starts_with("the page: not JSON at line 1"));
    BOOST_TEST(trouble_with(std::string(100, '[')).starts_with("the page: not JSON"));
    const auto take = [](row_view&, std::size_t) {};
    BOOST_TEST(
        for_each_row("7", "models", take).error().code == make_error_code(errc::wrong_shape)
    );
    BOOST_TEST(for_each_row("<", "models", take).error().code == make_error_code(errc::not_json));
}

BOOST_AUTO_TEST_CASE(an_error_message_is_quoted)
{
    BOOST_TEST(
        trouble_with(R"({"error": "Rate limit exceeded"})") ==
        "the page is an error message: Rate limit exceeded"
    );
    BOOST_TEST(
        trouble_with(R"({"error": {"code": 402, "message": "pay"}})") ==
        R"(the page is an error message: {"code":402,"message":"pay"})"
    );
}

BOOST_AUTO_TEST_CASE(a_long_error_message_is_cut_between_characters)
{
    std::string message = "x";
    for (int i = 0; i < 200; ++i)
        message += "\xc3\xa4";
    const auto quoted = trouble_with("{\"error\": \"" + message + "\"}");

    BOOST_TEST(quoted.ends_with("\xc3\xa4\xe2\x80\xa6"));
    BOOST_TEST(quoted.size() < 240u);
}

BOOST_AUTO_TEST_CASE(rows_beside_an_error_member_are_rows)
{
    BOOST_TEST(trouble_with(R"({"error": null, "models": []})").empty());
}

BOOST_AUTO_TEST_CASE(what_stands_around_the_rows_is_the_envelope)
{
    row_stream rows("models", [](row_view&, std::size_t) {});
    BOOST_TEST(
        rows.take_page(R"({"a": 1, "models": [{"a": 2}], "links": {"next": "x"}})").has_value()
    );
    BOOST_TEST(rows.envelope().count("a").value() == 1u);
    BOOST_TEST(rows.envelope().part("links").text("next") == "x");
    BOOST_TEST(rows.envelope().parts("models").empty());

    row_stream bare("models", [](row_view&, std::size_t) {});
    BOOST_TEST(bare.take_page(R"([{"a": 2}])").has_value());
    BOOST_TEST(!bare.envelope().is_object());
}

BOOST_AUTO_TEST_CASE(a_page_without_rows_is_read_whole)
{
    row_stream page;
    BOOST_TEST_REQUIRE(page.take_page(R"({"a": {"n": 1}, "models": [{}, 7], "": []})").has_value());
    auto all = page.envelope();
    const auto members = all.members();

    BOOST_TEST_REQUIRE(members.size() == 3u);
    BOOST_TEST(members[0].first == "a");
    BOOST_TEST(row_view(members[0].second).count("n").value() == 1u);
    BOOST_TEST(members[1].second.fault() == "row");
    BOOST_TEST(all.parts("models").size() == 2u);
    BOOST_TEST(all.has("a"));
    BOOST_TEST(!all.has("b"));

    for (const auto* body : {"[1]", "7", "null"})
    {
        row_stream other;
        BOOST_TEST_REQUIRE(other.take_page(body).has_value(), body);
        BOOST_TEST(!other.envelope().is_object(), body);
        BOOST_TEST(other.envelope().members().empty(), body);
    }
    row_stream broken;
    BOOST_TEST(broken.take_page("{").error().where.starts_with("the page: not JSON at line 1"));
}

BOOST_AUTO_TEST_CASE(members_are_read_and_absent_or_null_ones_are_empty)
{
    read_object(
        R"({"text": "x", "count": 7, "number": 0.5, "list": ["a", 1, "b"], "null": null})",
        [](row_view& row) {
            std::vector<std::string_view> list = {"before"};
            row.texts("list", list);
            row.texts("null", list);
            BOOST_TEST(list == (std::vector<std::string_view>{"before", "a", "b"}));
            BOOST_TEST(row.text("text") == "x");
            BOOST_TEST(row.count("count").value() == 7u);
            BOOST_TEST(row.number("number").value() == 0.5);
            BOOST_TEST(row.text("null").empty());
            BOOST_TEST(!row.count("absent"));
            BOOST_TEST(!row.object("null").is_object());
            BOOST_TEST(!row.has("null"));
            BOOST_TEST(row.ok());
        }
    );
}

BOOST_AUTO_TEST_CASE(whole_numbers_written_with_a_fraction_are_counts)
{
    read_object(R"({"a": 7.0, "b": 7.5, "c": -1})", [](row_view& row) {
        BOOST_TEST(row.count("a").value() == 7u);
        BOOST_TEST(row.ok());
        BOOST_TEST(!row.count("b"));
        BOOST_TEST(!row.count("c"));
        BOOST_TEST(row.fault() == "b");
    });
}

BOOST_AUTO_TEST_CASE(the_first_wrong_type_is_remembered)
{
    read_object(R"({"a": 1, "b": "x"})", [](row_view& row) {
        std::vector<std::string_view> texts;
        BOOST_TEST(row.text("a").empty());
        BOOST_TEST(!row.number("b"));
        row.texts("b", texts);
        BOOST_TEST(texts.empty());
        BOOST_TEST(row.parts("b").empty());
        BOOST_TEST(!row.object("b").is_object());
        BOOST_TEST(row.fault() == "a");
    });
}

BOOST_AUTO_TEST_CASE(an_object_of_another_type_is_a_fault_and_a_part_is_none)
{
    read_object(R"({"list": [], "in": {"yes": true, "no": false, "odd": 1}})", [](row_view& row) {
        BOOST_TEST(!row.part("list").is_object());
        BOOST_TEST(row.object("in").is_true("yes"));
        BOOST_TEST(!row.object("in").is_true("no"));
        BOOST_TEST(!row.object("in").is_true("odd"));
        BOOST_TEST(!row.is_true("absent"));
        BOOST_TEST(row.ok());
        BOOST_TEST(!row.object("list").is_object());
        BOOST_TEST(row.fault() == "list");
        BOOST_TEST(row.trouble() == "is not an object");
    });
}

BOOST_AUTO_TEST_CASE(an_element_that_is_no_object_is_a_fault)
{
    const auto read = for_each_row("[7]", "models", [](row_view& row, std::size_t) {
        BOOST_TEST(row.text("id").empty());
        BOOST_TEST(row.fault() == "row");
    });
    BOOST_TEST(read.has_value());
}

BOOST_AUTO_TEST_CASE(gated_is_false_or_a_word)
{
    read_object(R"({"no": false, "word": "manual", "yes": true})", [](row_view& row) {
        BOOST_TEST(row.text_or_false("no").empty());
        BOOST_TEST(row.text_or_false("word") == "manual");
        BOOST_TEST(row.ok());
        row.text_or_false("yes");
        BOOST_TEST(row.fault() == "yes");
    });
}

BOOST_AUTO_TEST_CASE(what_is_one_or_many_gives_the_first)
{
    read_object(R"({"one": "mit", "many": ["a", "b"], "none": [], "odd": [1]})", [](row_view& row) {
        BOOST_TEST(row.first_text("one") == "mit");
        BOOST_TEST(row.first_text("many") == "a");
        BOOST_TEST(row.first_text("none").empty());
        BOOST_TEST(row.first_text("odd").empty());
        BOOST_TEST(row.ok());
    });
}

BOOST_AUTO_TEST_CASE(pieces_may_end_anywhere)
{
    const std::string document =
        R"({"before": "\u00e9scaped", "models": [{"id": "o\"ne"}, {"id": "two", "n": 12345}],
            "after": {"x": [1]}})";
    for (std::size_t size = 1; size < document.size(); ++size)
    {
        strings ids;
        row_stream rows("models", [&ids](row_view& row, std::size_t) {
            ids.emplace_back(row.text("id"));
        });
        for (std::size_t at = 0; at < document.size(); at += size)
            BOOST_TEST_REQUIRE(
                rows.take(std::string_view(document).substr(at, size)).has_value(), size
            );
        BOOST_TEST_REQUIRE(rows.finish().has_value());
        BOOST_TEST(ids == (strings{"o\"ne", "two"}));
        BOOST_TEST(rows.has_rows());
        BOOST_TEST(rows.envelope().text("before") == "\u00e9scaped");
        BOOST_TEST(rows.envelope().part("after").ok());
    }
}

BOOST_AUTO_TEST_SUITE_END()
