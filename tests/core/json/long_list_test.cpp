#include "json/long_list.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <vector>

using namespace muster;
namespace json = boost::json;

namespace {

std::string fault_in(std::string_view text)
{
    const auto done =
        long_list(text, "a.json").for_each([](const auto&, auto) { return result<void>(); });
    return done.has_error() ? done.error().where : std::string();
}

/// Larger than a piece, with elements across its end, and one that is longer than a piece.
std::string text_of_pieces()
{
    std::string text = " [";
    for (int i = 0; i < 60'000; ++i)
        text += std::string(i == 0 ? "" : ",") + "\n  {\"id\": " + std::to_string(i) +
                ", \"tags\": [\"},]\\\"\\\\\", {}]}";
    return text + ",\n\"" + std::string(3U << 20U, 'x') + "\"]\n";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(long_list_test)

BOOST_AUTO_TEST_CASE(elements_come_one_by_one_and_are_found_again)
{
    const long_list list(text_of_pieces(), "a.json");
    std::vector<long_list::place> places;
    std::size_t index = 0;
    const auto done = list.for_each([&](const json::value& one, long_list::place at) {
        if (index < 60'000 && one.at("id") != index)
            return result<void>(failure{errc::bad_value, "out of order"});
        ++index;
        places.push_back(at);
        return result<void>();
    });
    BOOST_TEST_REQUIRE(done.has_value(), done.error().where);
    BOOST_TEST_REQUIRE(places.size() == 60'001u);
    BOOST_TEST(json::serialize(list.at(places[31'415])) == R"({"id":31415,"tags":["},]\"\\",{}]})");
    BOOST_TEST(list.at(places.back()).get_string().size() == 3u << 20U);
}

BOOST_AUTO_TEST_CASE(a_piece_may_end_at_any_letter_of_an_element)
{
    constexpr std::string_view element = R"({"\\": "},]\"\\", "x": ["\\\"", {}]})";
    constexpr std::size_t piece = std::size_t{1} << 20;
    for (std::size_t before = 0; before <= element.size(); ++before)
    {
        const auto text = '[' + std::string(piece - before - 1, ' ') + std::string(element) + ", " +
                          std::string(element) + ']';
        std::size_t found = 0;
        long_list::text_walk walk(long_list::of_view(text, "a.json"), [&](auto one, auto) {
            found += one == element ? 1 : 0;
        });
        while (walk.read_piece())
            ;
        BOOST_TEST(found == 2u, "where a piece ends after " << before << " letters");
        BOOST_TEST(walk.is_sound());
    }
}

BOOST_AUTO_TEST_CASE(a_list_may_be_empty)
{
    BOOST_TEST(fault_in("[]") == "");
    BOOST_TEST(fault_in(" [ \n ] \n") == "");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_with_its_line)
{
    const auto not_json = [](std::string_view line, std::string_view what) {
        return "a.json: not JSON at line " + std::string(line) + " (" + std::string(what) + ')';
    };
    BOOST_TEST(fault_in("[\n{\"a\": 1},\n{\"a\": x}]") == not_json("3", "syntax error"));
    BOOST_TEST(fault_in("[\n{},\n\n]") == not_json("4", "syntax error"));
    BOOST_TEST(fault_in("[1 2]") == not_json("1", "extra data"));
    BOOST_TEST(fault_in("[{]}]") == not_json("1", "syntax error"));
    BOOST_TEST(fault_in("[\n1]\n]") == not_json("2", "extra data"));
    BOOST_TEST(fault_in("[\n{\"a\":\n") == not_json("3", "incomplete JSON"));
    BOOST_TEST(fault_in("[\n1,\n") == not_json("3", "incomplete JSON"));
    BOOST_TEST(fault_in("") == not_json("1", "incomplete JSON"));
    BOOST_TEST(fault_in("what") == not_json("1", "syntax error"));
    BOOST_TEST(fault_in("{}") == "a.json: not a JSON list");
}

BOOST_AUTO_TEST_CASE(nesting_is_limited_as_in_any_document)
{
    BOOST_TEST(fault_in(std::string(32, '[') + std::string(32, ']')) == "");
    BOOST_TEST(
        fault_in(std::string(33, '[') + std::string(33, ']')) ==
        "a.json: not JSON at line 1 (too deep)"
    );
}

BOOST_AUTO_TEST_CASE(a_failure_ends_the_reading)
{
    int taken = 0;
    const auto done = long_list("[1, 2, x]", "a.json").for_each([&](const auto&, auto) {
        ++taken;
        return result<void>(failure{errc::bad_value, "enough"});
    });
    BOOST_TEST(taken == 1);
    BOOST_TEST(done.error().where == "enough");
}

BOOST_AUTO_TEST_SUITE_END()
