#include "muster/json_text.hpp"
#include "review/review_page.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
namespace json = boost::json;

BOOST_AUTO_TEST_SUITE(review_page_test)

BOOST_AUTO_TEST_CASE(nothing_in_the_data_ends_the_script)
{
    const json::object hostile{{"a", "</script><!--<script>&"}, {"b", "\u2028 \u2029 \u2027"}};
    const auto text = script_json(hostile);
    for (const auto* part : {"<", ">", "&", "\u2028", "\u2029"})
        BOOST_TEST(text.find(part) == std::string::npos, part);
    const auto read_back = parse_json(text, "text");
    BOOST_TEST_REQUIRE(read_back.has_value());
    BOOST_TEST((*read_back == json::value(hostile)));
}

BOOST_AUTO_TEST_CASE(the_page_is_whole_and_needs_no_other_file)
{
    const auto page = review_page({{"note", "the data"}});
    BOOST_TEST(page.starts_with("<!doctype html>"));
    BOOST_TEST(page.ends_with("</html>\n"));
    BOOST_TEST(page.find(R"({"note":"the data"})") != std::string::npos);
    for (const auto* part : {"@DATA@", "@STYLE@", "@SCRIPT@", " src=", "@import", "url("})
        BOOST_TEST(page.find(part) == std::string::npos, part);
    BOOST_TEST(page.find("default-src 'none'") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(scripts_never_make_markup_of_texts)
{
    for (const auto* part : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write"})
        BOOST_TEST(review_template().find(part) == std::string_view::npos, part);
}

BOOST_AUTO_TEST_SUITE_END()
