#include "program/help.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace muster;

BOOST_AUTO_TEST_SUITE(help_test)

BOOST_AUTO_TEST_CASE(every_flag_is_there_and_no_line_is_too_long)
{
    const auto text = help_text(common_flags());

    for (const auto& one : common_flags())
        BOOST_TEST(text.find("--" + one.spec.name) != std::string::npos, one.spec.name);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        BOOST_TEST(line.size() <= 100u, line);
}

BOOST_AUTO_TEST_CASE(defaults_variables_and_bounds_are_told)
{
    flag one;
    one.spec.name = "shop.limit";
    one.spec.type = option_type::whole;
    one.spec.default_value = "5";
    one.spec.max = 9;
    one.spec.env = "SHOP_LIMIT";
    one.spec.help = "how many";
    one.group = "Source shop";
    one.value_name = "N";
    const auto text = help_text(std::vector{one});

    BOOST_TEST(text.find("\nSource shop:\n  --shop.limit N ") != std::string::npos);
    BOOST_TEST(
        text.find("how many (default: 5; env: SHOP_LIMIT; at most 9)\n") != std::string::npos
    );
}

BOOST_AUTO_TEST_SUITE_END()
