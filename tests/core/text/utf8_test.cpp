#include "text/utf8.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;

BOOST_AUTO_TEST_SUITE(utf8_test)

BOOST_AUTO_TEST_CASE(characters_have_one_to_four_bytes)
{
    BOOST_TEST(utf8_length("a\xff") == 1u);
    BOOST_TEST(utf8_length("\xc3\xb6") == 2u);
    BOOST_TEST(utf8_length("\xe6\xa8\xa1") == 3u);
    BOOST_TEST(utf8_length("\xf0\x9f\x98\x80") == 4u);
    BOOST_TEST(utf8_length(std::string_view("\0", 1)) == 1u);
    BOOST_TEST(utf8_length("") == 0u);
}

BOOST_AUTO_TEST_CASE(other_bytes_are_no_character)
{
    for (const auto* text :
         {"\x80",
          "\xff",
          "\xc3",
          "\xc0\xaf",
          "\xc1\xbf",
          "\xe0\x9f\xbf",
          "\xe6\xa8",
          "\xed\xa0\x80",
          "\xf0\x8f\xbf\xbf",
          "\xf4\x90\x80\x80",
          "\xf5\x80\x80\x80",
          "\xf0\x9f\x98"})
        BOOST_TEST(utf8_length(text) == 0u);
}

BOOST_AUTO_TEST_CASE(text_is_utf8_when_all_of_it_is)
{
    BOOST_TEST(is_utf8(""));
    BOOST_TEST(is_utf8("gr\xc3\xb6\xc3\x9f"));
    BOOST_TEST(!is_utf8("plain\xc3"));
    BOOST_TEST(!is_utf8("\xffplain"));
}

BOOST_AUTO_TEST_CASE(a_byte_that_is_no_text_is_found_wherever_it_stands)
{
    for (std::size_t size = 1; size < 40; ++size)
        for (std::size_t at = 0; at < size; ++at)
        {
            std::string text(size, 'a');
            BOOST_TEST(is_utf8(text));
            text[at] = '\xff';
            BOOST_TEST(!is_utf8(text), size << " bytes, the one at " << at);
        }
}

BOOST_AUTO_TEST_SUITE_END()
