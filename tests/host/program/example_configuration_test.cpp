#include "program/example_configuration.hpp"
#include "settings/parse.hpp"
#include "settings/settings.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <sstream>

using namespace muster;

namespace {

const std::set<std::string> of_one_start = {
    "config",
    "help",
    "version",
    "pin",
    "why",
    "as",
    "source",
    "out",
    "against",
    "since",
    "seed",
    "mutations",
    "explain"};

std::vector<flag> all_our_flags()
{
    auto flags = common_flags();
    flags.insert(flags.end(), hub_flags().begin(), hub_flags().end());
    return flags;
}

/// The file with every option that has a default in force.
std::string in_force(const std::string& text, const std::vector<flag>& flags)
{
    std::string out;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        for (const auto& one : flags)
            if ((one.is_switch || one.spec.default_value) &&
                line.starts_with('#' + one.spec.name + " = "))
                out += line.substr(1) + '\n';
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(example_configuration_test)

BOOST_AUTO_TEST_CASE(every_option_is_there_as_a_comment)
{
    const auto flags = all_our_flags();
    const auto text = example_configuration(flags);

    for (const auto& one : flags)
    {
        const bool is_there = text.find("\n#" + one.spec.name + " = ") != std::string::npos;
        const bool is_of_one_start = of_one_start.contains(one.spec.name);
        BOOST_TEST(is_there == !is_of_one_start, one.spec.name);
    }
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        BOOST_TEST((line.empty() || line.starts_with('#')), line);
}

BOOST_AUTO_TEST_CASE(as_it_is_it_changes_nothing)
{
    const auto flags = all_our_flags();
    const auto text = example_configuration(flags);
    const auto read = parse_configuration(text, "m.conf", flags, unknown_flags::refuse);

    BOOST_TEST_REQUIRE(read.has_value(), read.error().where);
    BOOST_TEST(read->empty());
}

BOOST_AUTO_TEST_CASE(the_defaults_it_tells_are_those_in_force)
{
    const auto flags = all_our_flags();
    const auto text = in_force(example_configuration(flags), flags);
    const auto read = parse_configuration(text, "m.conf", flags, unknown_flags::refuse);

    BOOST_TEST_REQUIRE(read.has_value(), read.error().where);
    BOOST_TEST(read->size() > 15u);
    for (const auto& [name, given] : *read)
        for (const auto& one : flags)
            if (one.spec.name == name)
                BOOST_TEST(given.back() == one.spec.default_value.value_or("false"), name);
    BOOST_TEST(make_settings({}, *read, [](const std::string&) { return std::nullopt; }).has_value()
    );
}

BOOST_AUTO_TEST_SUITE_END()
