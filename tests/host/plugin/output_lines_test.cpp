#include "base/plain_text.hpp"
#include "plugin/output_lines.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace muster;

namespace {

struct heard_lines
{
    std::vector<std::string> lines = {};
    output_lines output{[this](std::string_view line) { lines.emplace_back(line); }};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(output_lines_test, heard_lines)

BOOST_AUTO_TEST_CASE(lines_are_passed_on_however_they_come)
{
    for (const auto* chunk : {"on", "e\ntwo\n\nth", "ree"})
        output.take(chunk);
    BOOST_TEST(lines.size() == 3u);
    output.finish();
    BOOST_TEST((lines == std::vector<std::string>{"one", "two", "", "three"}));
}

BOOST_AUTO_TEST_CASE(past_the_limit_bytes_are_counted_and_the_last_words_kept)
{
    output.take(std::string(output_bytes_limit - 1, 'x') + '\n');
    output.take("dropped\n");
    output.finish();

    BOOST_TEST(lines.size() == 2u);
    BOOST_TEST(lines[1] == "8 bytes dropped");
    BOOST_TEST(output.last_words().ends_with("x / dropped"));
}

BOOST_AUTO_TEST_CASE(the_last_three_lines_are_the_last_words)
{
    BOOST_TEST(output.last_words().empty());
    output.take("a\nb\nc\nd\n\n");
    BOOST_TEST(output.last_words() == "b / c / d");
}

BOOST_AUTO_TEST_CASE(what_is_no_text_is_escaped)
{
    BOOST_TEST(plain_text("a\x1b[31m\n\xff\xc3\xa4") == "a\\x1b[31m\\x0a\\xff\xc3\xa4");
    BOOST_TEST(plain_text("\xed\xa0\x80\xc0\x80\xf5\x80\x80\x80").starts_with("\\xed\\xa0"));
    // What turns the direction of what follows, and separators of lines.
    BOOST_TEST(
        plain_text("a\u202eb\u2028c\u2066") == "a\\xe2\\x80\\xaeb\\xe2\\x80\\xa8c\\xe2\\x81\\xa6"
    );
    BOOST_TEST(plain_text("\u2026\u20ac\u2070") == "\u2026\u20ac\u2070");
    BOOST_TEST(plain_text("\xc2\x85") == "\\xc2\\x85");
    BOOST_TEST(plain_text("abcdef", 3) == "abc…");
}

BOOST_AUTO_TEST_SUITE_END()
