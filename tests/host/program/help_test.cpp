#include "program/commands.hpp"
#include "program/help.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <sstream>

using namespace muster;

namespace {

bool holds(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

/// How often a line begins with an option.
std::size_t times_told(const std::string& text, const std::string& name)
{
    std::size_t count = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        count += line == "  --" + name || line.starts_with("  --" + name + ' ') ? 1 : 0;
    return count;
}

void has_short_lines(const std::string& text)
{
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        BOOST_TEST(line.size() <= 100u, line);
}

flag option_of_shop()
{
    flag one;
    one.spec.name = "shop.limit";
    one.spec.type = option_type::integer;
    one.spec.default_value = "5";
    one.spec.max = 9;
    one.spec.env = "SHOP_LIMIT";
    one.spec.help = "how many";
    one.group = "Source shop";
    one.value_name = "N";
    return one;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(help_test)

BOOST_AUTO_TEST_CASE(the_first_screen_names_each_command_and_where_the_rest_is)
{
    const auto text = help_text();
    for (const auto& command : all_commands())
        BOOST_TEST(holds(text, "\n  " + std::string(command.name)), command.name);
    BOOST_TEST(holds(text, "muster COMMAND --help"));
    BOOST_TEST(holds(text, "muster help sources"));
    has_short_lines(text);
    BOOST_TEST(std::count(text.begin(), text.end(), '\n') <= 45);
}

// Each of its options once, and no other command's.
BOOST_AUTO_TEST_CASE(the_help_of_a_command_has_its_options_and_no_others)
{
    std::set<std::string> used;
    for (const auto& command : all_commands())
    {
        const auto text = command_help(command.name, own_flags());
        for (const auto& one : own_flags())
        {
            const auto& name = one.spec.name;
            const bool is_its_own = has_option(command.name, name);
            BOOST_TEST(
                times_told(text, name) == (is_its_own ? 1u : 0u), command.name << ' ' << name
            );
            if (is_its_own)
                used.insert(name);
        }
        has_short_lines(text);
    }
    for (const auto& one : own_flags())
        BOOST_TEST(used.contains(one.spec.name), one.spec.name);
}

BOOST_AUTO_TEST_CASE(an_option_of_several_commands_is_told_as_this_one_takes_it)
{
    const auto review = command_help("review", own_flags());
    BOOST_TEST(holds(review, "the page to write"));
    BOOST_TEST(!holds(review, "review: the page"), review);
    BOOST_TEST(!holds(review, "broke the plugin"), review);
    const auto plugin = command_help("plugin", own_flags());
    BOOST_TEST(holds(plugin, "where to put the page"), plugin);
    BOOST_TEST(!holds(plugin, "the page to write"), plugin);
    BOOST_TEST(!holds(command_help("fit", own_flags()), "fit: "));
    // All together, each says whose it is.
    BOOST_TEST(holds(options_text(own_flags()), "fit: a card of the machine"));
}

BOOST_AUTO_TEST_CASE(what_a_command_is_said_to_take_exists)
{
    for (const auto& command : all_commands())
        for (const auto group : command.options)
        {
            std::istringstream names{std::string(group)};
            for (std::string name; names >> name;)
                BOOST_TEST(find_flag(own_flags(), name), command.name << ' ' << name);
        }
}

BOOST_AUTO_TEST_CASE(each_command_is_explained_and_shown)
{
    for (const auto& command : all_commands())
    {
        const std::string name(command.name);
        const auto text = command_help(name, own_flags());
        BOOST_TEST(text.starts_with("muster " + name), name);
        const auto examples = text.substr(text.find("\nExamples:\n"));
        std::size_t shown = 0;
        std::istringstream lines(examples);
        for (std::string line; std::getline(lines, line);)
            shown += holds(line, "muster " + name) ? 1 : 0;
        BOOST_TEST(shown >= 2u, examples);
        BOOST_TEST(command.details.ends_with('.'), name);
    }
}

BOOST_AUTO_TEST_CASE(defaults_variables_and_bounds_are_told)
{
    const auto text = source_options_text(std::vector{option_of_shop()});
    BOOST_TEST(text.starts_with("Source shop:\n  --shop.limit N "), text);
    BOOST_TEST(holds(text, "how many (default: 5; env: SHOP_LIMIT; at most 9)\n"));
    BOOST_TEST(!holds(text, "--data"));
}

BOOST_AUTO_TEST_CASE(a_long_url_is_broken_after_a_slash)
{
    auto one = option_of_shop();
    one.spec.default_value = "https://shop.example/" + std::string(40, 'a') + '/' + "list.json";
    const auto text = source_options_text(std::vector{one});
    const auto next_line = std::string(30, ' ') + "list.json";
    BOOST_TEST(holds(text, std::string(40, 'a') + "/\n" + next_line), text);
}

BOOST_AUTO_TEST_CASE(all_options_are_told_with_variables_and_statuses)
{
    const auto text = options_text(own_flags());
    for (const auto& one : own_flags())
        BOOST_TEST(times_told(text, one.spec.name) == 1u, one.spec.name);
    BOOST_TEST(holds(text, "  HF_TOKEN                    as --hub.token\n"));
    BOOST_TEST(holds(text, "  3                           what --fail-on asks"));
    has_short_lines(text);
}

BOOST_AUTO_TEST_SUITE_END()
