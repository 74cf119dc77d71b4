#include "report/console.hpp"
#include "support/screen.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace muster;
using namespace muster::test;

namespace {

/// What is printed at a loudness: results, then "|", then messages.
std::string printed(verbosity how_much)
{
    std::ostringstream results;
    std::ostringstream messages;
    console out(results, messages, how_much);
    out.result("result");
    out.say("said");
    out.detail("detail");
    out.warn("warning");
    out.error("error");
    return results.str() + "|" + messages.str();
}

/// A voice on a terminal.
struct terminal
{
    explicit terminal(std::size_t columns) : window(columns) {}

    std::string text()
    {
        window.print(messages.str());
        messages.str("");
        return window.text();
    }

    std::ostringstream results = {};
    std::ostringstream messages = {};
    console out{results, messages, verbosity::usual};
    screen window;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(console_test)

BOOST_AUTO_TEST_CASE(results_and_messages_never_mix)
{
    BOOST_TEST(printed(verbosity::all) == "result|said\ndetail\nmuster: warning\nmuster: error\n");
}

BOOST_AUTO_TEST_CASE(quiet_leaves_errors_and_results)
{
    BOOST_TEST(printed(verbosity::usual) == "result|said\nmuster: warning\nmuster: error\n");
    BOOST_TEST(printed(verbosity::errors_only) == "result|muster: error\n");
}

BOOST_AUTO_TEST_CASE(a_board_is_drawn_in_place_and_what_is_said_stands_above_it)
{
    terminal shown(80);
    shown.out.say("begun");
    shown.out.draw_board({"hub 1", "openrouter 1"});
    shown.out.draw_board({"hub 2", "openrouter 2"});
    BOOST_TEST(shown.text() == "begun\nhub 2\nopenrouter 2\n");

    shown.out.say("said");
    BOOST_TEST(shown.text() == "begun\nsaid\nhub 2\nopenrouter 2\n");
    shown.out.draw_board({"one line"});
    BOOST_TEST(shown.text() == "begun\nsaid\none line\n");
    shown.out.draw_board({});
    shown.out.say("done");
    BOOST_TEST(shown.text() == "begun\nsaid\ndone\n");
}

BOOST_AUTO_TEST_CASE(a_board_that_was_wider_than_the_window_is_now_leaves_nothing_behind)
{
    const auto wide = std::string(75, 'x');
    for (const std::size_t columns : {74U, 40U, 10U, 3U})
    {
        terminal shown(80);
        shown.out.say("begun");
        shown.out.draw_board({wide, wide, wide});
        shown.text();
        shown.window.resize(columns);
        shown.out.draw_board({"ab", "cd"});
        BOOST_TEST(shown.text() == "begun\nab\ncd\n", columns);
        shown.window.resize(120);
        shown.out.say("said");
        shown.out.draw_board({wide});
        BOOST_TEST(shown.text() == "begun\nsaid\n" + wide + '\n', columns);
    }
}

BOOST_AUTO_TEST_CASE(what_is_typed_into_a_board_goes_with_it)
{
    terminal shown(80);
    shown.out.draw_board({"hub 1", "openrouter 1"});
    shown.text();
    shown.window.print("^C");
    shown.out.draw_board({});
    shown.out.error("interrupted");
    BOOST_TEST(shown.text() == "muster: interrupted\n");
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
