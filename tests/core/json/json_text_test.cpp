#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>

using namespace muster;
namespace json = boost::json;

BOOST_AUTO_TEST_SUITE(json_text_test)

BOOST_AUTO_TEST_CASE(the_layout_is_that_of_python_json_dump)
{
    const json::value document = {
        {"model_id", "a/b"},
        {"license", nullptr},
        {"score", 12.0},
        {"tags", json::array{"x", "y"}},
        {"empty", json::array{}},
        {"none", json::object{}},
        {"ratio", 0.05},
        {"yes", true}};

    BOOST_TEST(to_json_text(document) == R"({
  "model_id": "a/b",
  "license": null,
  "score": 12,
  "tags": [
    "x",
    "y"
  ],
  "empty": [],
  "none": {},
  "ratio": 0.05,
  "yes": true
}
)");
}

BOOST_AUTO_TEST_CASE(text_stays_utf8_and_control_characters_are_escaped)
{
    std::string out;
    append_json_string(
        out,
        "gr\xc3\xb6\xc3\x9f"
        "er \"\\\n\x01\x7f"
    );

    BOOST_TEST(
        out == "\"gr\xc3\xb6\xc3\x9f"
               "er \\\"\\\\\\n\\u0001\x7f\""
    );
}

BOOST_AUTO_TEST_CASE(a_text_is_plain_when_it_is_written_as_it_is)
{
    for (std::size_t size = 0; size < 30; ++size)
        for (std::size_t place = 0; place < std::max<std::size_t>(size, 1); ++place)
            for (int letter = 0; letter < 256; ++letter)
            {
                std::string text(size, 'x');
                if (place < size)
                    text[place] = static_cast<char>(letter);
                std::string out;
                append_json_string(out, text);
                BOOST_TEST_REQUIRE(
                    is_json_plain(text) == (out == '"' + text + '"'),
                    size << " letters, " << letter << " at " << place
                );
                const bool is_special =
                    place < size && (letter < 0x20 || letter == '"' || letter == '\\');
                BOOST_TEST_REQUIRE(is_json_plain(text) == !is_special);
            }
}

BOOST_AUTO_TEST_CASE(what_is_written_reads_back)
{
    for (const double number : {0.0, -1.0, 0.1, 1e300, 123456789012.5, 9007199254740993.0})
    {
        std::string out;
        append_json_number(out, number);
        BOOST_TEST(std::stod(out) == number);
    }
}

BOOST_AUTO_TEST_CASE(a_broken_document_is_named_with_its_line)
{
    const auto read = parse_json("{\n\"a\": 1,\n\"b\" 2}", "catalog.json");

    BOOST_TEST_REQUIRE(read.has_error());
    BOOST_TEST(read.error().code == make_error_code(errc::not_json));
    BOOST_TEST(read.error().where.starts_with("catalog.json: not JSON at line 3"));
}

BOOST_AUTO_TEST_CASE(nesting_past_the_limit_and_bytes_after_the_end_are_refused)
{
    BOOST_TEST(parse_json(std::string(json_depth_limit + 1, '['), "x").has_error());
    BOOST_TEST(parse_json("[] []", "x").has_error());
    BOOST_TEST(parse_json("[\"\xff\"]", "x").has_error());
    BOOST_TEST(parse_json("", "x").has_error());
    BOOST_TEST(parse_json(" [] \n", "x").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
