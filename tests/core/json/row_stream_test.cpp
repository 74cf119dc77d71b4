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
    BOOST_TEST(trouble_with(std::string(100, '[')).starts_with("the page: not JSON"));
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
