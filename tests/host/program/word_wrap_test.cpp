#include "program/word_wrap.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

BOOST_AUTO_TEST_SUITE(word_wrap_test)

BOOST_AUTO_TEST_CASE(lines_are_broken_between_words)
{
    BOOST_TEST(wrapped("one two three", {"> ", "  ", 9}) == "> one two\n  three\n");
    BOOST_TEST(wrapped("one two", {"> ", "  ", 8}) == "> one\n  two\n");
    BOOST_TEST(wrapped("", {"# ", "# ", 9}) == "# \n");
}

BOOST_AUTO_TEST_CASE(a_word_that_is_too_long_is_broken_after_a_slash_or_where_the_line_ends)
{
    BOOST_TEST(wrapped("at ab/cd/ef gh", {"", "", 6}) == "at\nab/cd/\nef gh\n");
    BOOST_TEST(wrapped("abcdefgh", {"", "", 5}) == "abcde\nfgh\n");
    BOOST_TEST(wrapped("ab", {"12", "12", 2}) == "12a\n12b\n");
}

BOOST_AUTO_TEST_SUITE_END()
