#include "size/facts/config_view.hpp"
#include "size/facts/text_model.hpp"
#include "size/rules/further_parts.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace muster;

namespace {

text_model two_layers()
{
    text_model text;
    text.hidden = 10;
    text.vocab = 100;
    text.heads = 4;
    text.head_dim = 3;
    const layer_plan full = {.heads = 4, .kv_heads = 2, .head_dim = 3, .ffn = 7};
    text.layers = {full, full};
    text.layers[1].window = 8;
    text.layers[1].has_experts = true;
    return text;
}

std::uint64_t sum(std::string_view words)
{
    const auto config = boost::json::parse(R"({"rows": 120, "yes": true, "no": false,
        "names": ["a", "b", "c"]})")
                            .as_object();
    config_reading reading;
    return further_parts(words, config_view(config, "config.json", reading), two_layers()).value();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(further_parts_test)

BOOST_AUTO_TEST_CASE(products_are_added)
{
    BOOST_TEST(sum("2*3 + 4") == 10u);
    BOOST_TEST(sum("L*h*n*d + v") == 2u * 10 * 4 * 3 + 100);
}

BOOST_AUTO_TEST_CASE(letters_tell_layers_apart)
{
    BOOST_TEST(sum("L*1000 + M*100 + S*10 + F") == 2111u);
    BOOST_TEST(sum("K") == 12u);
    BOOST_TEST(sum("N*100 + f") == 807u);
    BOOST_TEST(sum("Q") == 24u);
}

BOOST_AUTO_TEST_CASE(members_have_defaults)
{
    BOOST_TEST(sum("rows=5") == 120u);
    BOOST_TEST(sum("columns=5*h") == 50u);
    BOOST_TEST(sum("columns*h") == 0u);
}

BOOST_AUTO_TEST_CASE(flags_switch_and_lists_are_counted)
{
    BOOST_TEST(sum("yes?*7 + no?*5 + other?*3") == 7u);
    BOOST_TEST(sum("yes!*7 + no!*5 + other!*3") == 10u);
    BOOST_TEST(sum("yes~*7 + no~*5 + other~*3") == 5u);
    BOOST_TEST(sum("names#") == 3u);
}

BOOST_AUTO_TEST_CASE(what_is_left_is_never_below_nothing)
{
    BOOST_TEST(sum("(rows-v)*h") == 200u);
    BOOST_TEST(sum("v-rows*h") == 0u);
}

BOOST_AUTO_TEST_CASE(a_product_is_divided)
{
    BOOST_TEST(sum("h*h/parts=4") == 25u);
    BOOST_TEST(sum("h*h/parts=0") == 100u);
}

BOOST_AUTO_TEST_SUITE_END()
