#include "size/facts/config_view.hpp"
#include "size/towers/part_formula.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <stdexcept>

using namespace muster;

namespace {

std::uint64_t value_of(std::string_view formula)
{
    static const auto root = boost::json::parse(R"({"joined": 2, "has_bias": false,
        "inner": {"width": 5, "places": [3, 7]}})")
                                 .as_object();
    static const auto tower = boost::json::parse(R"({"hidden_size": 8, "depth": 3, "wide": true,
        "layers": ["conv", "full", "conv"], "ratio": 0.5, "third": 0.3333})")
                                  .as_object();
    config_reading reading;
    const config_view outer(root, "config.json", reading);
    const config_view inner(tower, "config.json.vision_config", reading);
    return evaluate(formula, {inner, &outer, {{"h", 10}}}).value();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(part_formula_test)

BOOST_AUTO_TEST_CASE(products_go_before_sums)
{
    BOOST_TEST(value_of("2 + 3*4") == 14u);
    BOOST_TEST(value_of("(2 + 3)*4") == 20u);
    BOOST_TEST(value_of("7*3/2") == 10u);
    BOOST_TEST(value_of("7/depths") == 7u);
    BOOST_TEST(value_of("") == 0u);
}

BOOST_AUTO_TEST_CASE(matrices_follow_each_other)
{
    BOOST_TEST(value_of("8 | h") == 80u);
    BOOST_TEST(value_of("8 > h") == 90u);
    BOOST_TEST(value_of("8 > 4 | h") == 8u * 4 + 4 + 4 * 10);
    BOOST_TEST(value_of("1 + 2*4 > h > h + 1") == 1u + 80 + 10 + 100 + 10 + 1);
}

BOOST_AUTO_TEST_CASE(names_are_defined_for_what_follows)
{
    BOOST_TEST(value_of("w := 3*2; m := w + 1; w*m") == 42u);
}

BOOST_AUTO_TEST_CASE(members_have_defaults_other_names_and_owners)
{
    BOOST_TEST(value_of("hidden_size=5") == 8u);
    BOOST_TEST(value_of("width,hidden_size=5") == 8u);
    BOOST_TEST(value_of("width=h") == 10u);
    BOOST_TEST(value_of("width") == 0u);
    BOOST_TEST(value_of("^joined=1") == 2u);
    BOOST_TEST(value_of("joined=1") == 1u);
    BOOST_TEST(value_of("^inner.width=1") == 5u);
    BOOST_TEST(value_of("^other.width=1") == 1u);
}

BOOST_AUTO_TEST_CASE(flags_lists_and_ratios_are_numbers)
{
    BOOST_TEST(value_of("wide?*2 + ^has_bias!*3 + ^has_bias~*5 + said!*7") == 14u);
    BOOST_TEST(value_of("layers#") == 3u);
    BOOST_TEST(value_of("others#4") == 4u);
    BOOST_TEST(value_of("layers#conv") == 2u);
    BOOST_TEST(value_of("others#conv") == 0u);
    BOOST_TEST(value_of("^inner.places#") == 2u);
    BOOST_TEST(value_of("ratio%") == 4u);
    BOOST_TEST(value_of("^ratio%") == 4u);
}

BOOST_AUTO_TEST_CASE(what_is_left_is_never_below_nothing)
{
    BOOST_TEST(value_of("h - depth*2") == 4u);
    BOOST_TEST(value_of("(h-depth)*2") == 14u);
    BOOST_TEST(value_of("depth-h") == 0u);
    BOOST_TEST(value_of("h - 2 - depth + 1") == 6u);
    BOOST_TEST(value_of("2*h - 8 | 2") == 4u);
}

BOOST_AUTO_TEST_CASE(a_ratio_that_joins_no_whole_number_of_patches_is_refused)
{
    static const auto tower = boost::json::parse(R"({"third": 0.3333, "odd": 0.3, "none": 0,
        "small": 0.01, "wide": 2})")
                                  .as_object();
    const auto refuses = [](std::string_view formula) {
        config_reading reading;
        const config_view view(tower, "config.json", reading);
        evaluate(formula, {view});
        return reading.fault.has_value();
    };
    BOOST_TEST(!refuses("third%"));
    for (const auto* const ratio : {"odd%", "none%", "small%", "wide%"})
        BOOST_TEST(refuses(ratio), ratio);
    BOOST_TEST(value_of("third%") == 9u);
}

BOOST_AUTO_TEST_CASE(a_row_that_is_no_formula_is_a_bug)
{
    for (const auto* const wrong : {"(2 + 3", "2 +", "2 3", "*2", "w = 3; w", "$"})
        BOOST_CHECK_THROW(value_of(wrong), std::logic_error);
}

BOOST_AUTO_TEST_SUITE_END()
