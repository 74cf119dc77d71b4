#include "json/json_members.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace muster;
namespace json = boost::json;

namespace {

/// Sizes around those at which a buffer makes room.
std::vector<std::size_t> sizes()
{
    std::vector<std::size_t> out = {0, 1, 9000};
    for (const std::size_t edge : {240U, 256U, 512U, 4080U, 4096U})
        for (std::size_t size = edge - 3; size <= edge + 3; ++size)
            out.push_back(size);
    return out;
}

std::string line_of(std::size_t depth, bool is_first)
{
    return (is_first ? "\n" : ",\n") + std::string(2 * depth, ' ');
}

}  // namespace

BOOST_AUTO_TEST_SUITE(json_members_test)

BOOST_AUTO_TEST_CASE(pieces_of_every_size_stand_one_after_the_other)
{
    for (const auto size : sizes())
    {
        const std::string plain(size, 'x');
        const std::string odd = plain + "\"\\\n" + std::string(1, '\0');
        json_buffer out;
        std::string expected;
        for (int i = 0; i < 3; ++i)
        {
            out.add(plain);
            out.line(7, i == 0);
            out.plain_key(plain);
            out.string(odd);
            out.count(18'446'744'073'709'551'615U);
            out.number(0.5);
            out.plain_string(plain);
            out.value(json::array{1, 2}, 0);
            expected += plain + line_of(7, i == 0) + '"' + plain + "\": \"" + plain +
                        R"(\"\\\n\u0000"184467440737095516150.5")" + plain + "\"[\n  1,\n  2\n]";
        }
        BOOST_TEST((out.take() == expected), "pieces of " << size << " letters");
    }
}

BOOST_AUTO_TEST_CASE(an_object_is_laid_out_as_one_that_is_made_of_values)
{
    json_buffer out;
    json_members members(out, 0);
    members.text("text", "a\tb");
    members.null("null");
    members.number("number", 0.25);
    members.count("count", 7);
    members.yes_no("yes", true);
    members.texts("texts", std::vector<std::string>{"a", "b"});
    members.texts("none", std::vector<std::string>());
    members.begin("inner");
    auto inner = members.inner();
    inner.count(std::string_view("od\"d"), 1);
    inner.count(json_key::plain("known"), 2);
    inner.end();
    members.end();
    out.add("\n");

    const json::object same = {
        {"text", "a\tb"},
        {"null", nullptr},
        {"number", 0.25},
        {"count", 7},
        {"yes", true},
        {"texts", {"a", "b"}},
        {"none", json::array()},
        {"inner", {{"od\"d", 1}, {"known", 2}}}};
    BOOST_TEST(out.take() == to_json_text(same));
}

BOOST_AUTO_TEST_SUITE_END()
