#include "program/commands.hpp"
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

BOOST_AUTO_TEST_CASE(a_long_url_is_broken_after_a_slash)
{
    flag one;
    one.spec.name = "shop.url";
    one.spec.default_value = "https://shop.example/" + std::string(40, 'a') + '/' + "list.json";
    one.value_name = "URL";
    const auto text = help_text(std::vector{one});

    const auto next_line = std::string(30, ' ') + "list.json)\n";
    BOOST_TEST(text.find(std::string(40, 'a') + "/\n" + next_line) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(commands_variables_and_statuses_are_there)
{
    const auto text = help_text(hub_flags());

    for (const auto& command : all_commands())
        BOOST_TEST(text.find("\n  " + std::string(command.name)) != std::string::npos);
    BOOST_TEST(text.find("  HF_TOKEN                    as --hub.token\n") != std::string::npos);
    BOOST_TEST(text.find("  3                           what --fail-on asks") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
