#include "report/voice.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace muster;

namespace {

/// What is printed at a loudness: results, then "|", then messages.
std::string printed(loudness how_much)
{
    std::ostringstream results;
    std::ostringstream messages;
    voice out(results, messages, how_much);
    out.result("result");
    out.say("said");
    out.detail("detail");
    out.warn("warning");
    out.complain("error");
    return results.str() + "|" + messages.str();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(voice_test)

BOOST_AUTO_TEST_CASE(results_and_messages_never_mix)
{
    BOOST_TEST(printed(loudness::all) == "result|said\ndetail\nmuster: warning\nmuster: error\n");
}

BOOST_AUTO_TEST_CASE(quiet_leaves_errors_and_results)
{
    BOOST_TEST(printed(loudness::usual) == "result|said\nmuster: warning\nmuster: error\n");
    BOOST_TEST(printed(loudness::errors_only) == "result|muster: error\n");
}

BOOST_AUTO_TEST_CASE(text_of_all_languages_is_printed)
{
    for (const std::string text :
         {"plain", "gr\xc3\xb6\xc3\x9f", "\xe6\xa8\xa1", "\xf0\x9f\x98\x80"})
        BOOST_TEST(printable(text) == text);
}

BOOST_AUTO_TEST_CASE(what_moves_a_terminal_becomes_visible)
{
    BOOST_TEST(printable("\x1b[2J") == "\\x1b[2J");
    BOOST_TEST(printable("a\nb\r\t\x7f") == "a\\x0ab\\x0d\\x09\\x7f");
    BOOST_TEST(printable("\xc2\x9b") == "\\xc2\\x9b");
    BOOST_TEST(printable(std::string_view("\0", 1)) == "\\x00");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_become_visible)
{
    BOOST_TEST(printable("\xff") == "\\xff");
    BOOST_TEST(printable("\xc3") == "\\xc3");
    BOOST_TEST(printable("\xc0\xaf") == "\\xc0\\xaf");
    BOOST_TEST(printable("a\xe6\xa8z") == "a\\xe6\\xa8z");
    BOOST_TEST(printable("\xf8\x88\x80\x80\x80") == "\\xf8\\x88\\x80\\x80\\x80");
}

BOOST_AUTO_TEST_SUITE_END()
