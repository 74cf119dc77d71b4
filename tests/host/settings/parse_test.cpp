#include "settings/parse.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using strings = std::vector<std::string>;

namespace {

std::vector<flag> flags()
{
    auto all = common_flags();
    all.insert(all.end(), hub_flags().begin(), hub_flags().end());
    return all;
}

given_arguments parsed(const strings& arguments)
{
    auto given = parse_arguments(arguments, flags(), unknown_flags::refuse);
    BOOST_TEST_REQUIRE(given.has_value(), given.error().where);
    return *given;
}

std::string refusal_of(const strings& arguments)
{
    const auto given = parse_arguments(arguments, flags(), unknown_flags::refuse);
    BOOST_TEST_REQUIRE(given.has_error());
    BOOST_TEST(given.error().code == make_error_code(errc::bad_value));
    return given.error().where;
}

std::string refusal_of_configuration(const std::string& text)
{
    const auto given = parse_configuration(text, "m.ini", flags(), unknown_flags::refuse);
    BOOST_TEST_REQUIRE(given.has_error());
    BOOST_TEST(given.error().code == make_error_code(errc::bad_value));
    return given.error().where;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(parse_test)

BOOST_AUTO_TEST_CASE(words_and_flags_stand_in_any_order)
{
    const auto given = parsed({"--data", "d", "catalog", "--quiet", "import", "--deadline=9", "f"});

    BOOST_TEST(given.words == (strings{"catalog", "import", "f"}));
    BOOST_TEST(given.values.at("data") == strings{"d"});
    BOOST_TEST(given.values.at("deadline") == strings{"9"});
    BOOST_TEST(given.values.contains("quiet"));
}

BOOST_AUTO_TEST_CASE(a_switch_takes_no_word_away)
{
    BOOST_TEST(parsed({"--quiet", "run"}).words == strings{"run"});
    BOOST_TEST(parsed({"--quiet", "--quiet"}).words.empty());
}

BOOST_AUTO_TEST_CASE(a_repeatable_flag_keeps_all_in_order)
{
    BOOST_TEST(
        parsed({"--plugin-dir", "b", "--plugin-dir", "a"}).values.at("plugin-dir") ==
        (strings{"b", "a"})
    );
}

BOOST_AUTO_TEST_CASE(other_flags_are_given_once)
{
    BOOST_TEST(refusal_of({"--data", "a", "--data", "b"}) == "--data is given twice; give it once");
}

BOOST_AUTO_TEST_CASE(c01_an_unknown_flag_is_named_with_what_was_meant)
{
    BOOST_TEST(refusal_of({"--dat", "x"}) == "unknown option --dat; did you mean --data?");
    BOOST_TEST(
        refusal_of({"--hub.endpiont=x"}) ==
        "unknown option --hub.endpiont; did you mean --hub.endpoint?"
    );
    BOOST_TEST(refusal_of({"--frobnicate"}) == "unknown option --frobnicate");
}

BOOST_AUTO_TEST_CASE(a_flag_of_a_source_that_is_not_there_says_so)
{
    BOOST_TEST(
        refusal_of({"--mirrorlist.url", "x"}) ==
        "unknown option --mirrorlist.url: no source mirrorlist has options (see muster sources)"
    );
}

BOOST_AUTO_TEST_CASE(a_flag_is_not_guessed_from_its_beginning)
{
    BOOST_TEST(refusal_of({"--verb"}).starts_with("unknown option --verb"));
}

BOOST_AUTO_TEST_CASE(a_missing_or_misplaced_value_is_refused)
{
    BOOST_TEST(refusal_of({"--data"}).find("--data") != std::string::npos);
    BOOST_TEST(refusal_of({"--quiet=yes"}).find("--quiet") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(flags_of_plugins_can_be_passed_over_first)
{
    const auto given = parse_arguments(
        {"run", "--stub.limit", "7", "--data", "d"}, flags(), unknown_flags::pass_over
    );

    BOOST_TEST_REQUIRE(given.has_value());
    BOOST_TEST(given->values.at("data") == strings{"d"});
    BOOST_TEST(given->values.size() == 1u);
}

BOOST_AUTO_TEST_CASE(flags_of_plugins_are_passed_over_with_their_values_and_nothing_else_is)
{
    const auto parse = [](const strings& arguments) {
        return parse_arguments(arguments, flags(), unknown_flags::pass_over_those_of_plugins);
    };
    const auto given =
        parse({"--stub.limit", "7", "diff", "--x.y=1", "a", "--z.w", "--data", "d", "--", "--b.c"});
    BOOST_TEST_REQUIRE(given.has_value(), given.error().where);
    BOOST_TEST(given->words == (strings{"diff", "a", "--b.c"}), boost::test_tools::per_element());
    BOOST_TEST(given->values.at("data") == strings{"d"});
    BOOST_TEST(given->values.size() == 1u);

    BOOST_TEST(parse({"--.x"}).has_error());
    BOOST_TEST(parse({"--x."}).has_error());
    BOOST_TEST(parse({"--dta", "d"}).error().where == "unknown option --dta; did you mean --data?");
    BOOST_TEST(
        parse({"--hub.endpont=x"}).error().where ==
        "unknown option --hub.endpont; did you mean --hub.endpoint?"
    );
}

BOOST_AUTO_TEST_CASE(what_is_on_or_off_at_a_plugin_needs_no_value_where_none_follows)
{
    auto all = flags();
    descriptor plugin;
    plugin.name = "shop";
    plugin.options.push_back({"wide", option_type::yes_no});
    for (auto& one : flags_of(plugin))
        all.push_back(std::move(one));
    const auto values = [&all](const strings& arguments) {
        const auto given = parse_arguments(arguments, all, unknown_flags::refuse);
        BOOST_TEST_REQUIRE(given.has_value(), given.error().where);
        return given->values.at("shop.wide");
    };

    BOOST_TEST(values({"run", "--shop.wide"}) == strings{"true"});
    BOOST_TEST(values({"run", "--shop.wide", "--quiet"}) == strings{"true"});
    BOOST_TEST(values({"run", "--shop.wide", "false"}) == strings{"false"});
    BOOST_TEST(values({"run", "--shop.wide=false"}) == strings{"false"});
}

BOOST_AUTO_TEST_CASE(a_configuration_has_lines_comments_and_sections)
{
    const auto given = parse_configuration(
        "# mine\ndeadline = 30   # seconds\nquiet = true\n\n[hub]\nendpoint = https://m.example\n",
        "m.ini",
        flags(),
        unknown_flags::refuse
    );

    BOOST_TEST_REQUIRE(given.has_value(), given.error().where);
    BOOST_TEST(given->at("deadline") == strings{"30"});
    BOOST_TEST(given->at("quiet") == strings{"true"});
    BOOST_TEST(given->at("hub.endpoint") == strings{"https://m.example"});
}

BOOST_AUTO_TEST_CASE(a_fault_in_a_configuration_names_the_file)
{
    BOOST_TEST(
        refusal_of_configuration("dedline = 3\n") ==
        "m.ini: unknown option dedline; did you mean deadline?"
    );
    BOOST_TEST(
        refusal_of_configuration("data = a\ndata = b\n") ==
        "m.ini: data is given twice; give it once"
    );
}

BOOST_AUTO_TEST_CASE(c03_a_line_of_a_configuration_that_is_none_is_counted_and_not_quoted)
{
    const std::string good = "# mine\n\n[hub]  # of it\nendpoint = https://m.example\n";
    for (const auto* line : {"token hf_canary", "hf_canary", "token: hf_canary # x", "[hf_canary"})
        BOOST_TEST(
            refusal_of_configuration(good + line + "\n[x]\n") ==
            "m.ini: line 5 is not of the form name = value"
        );
    for (const auto* line : {"hub.token hf_canary==", "hub.token\thf_canary=\n"})
        BOOST_TEST(refusal_of_configuration(line).starts_with("m.ini: unknown option hub.token"));
    for (const auto* line : {"hub.token hf_canary==", "hub.token\thf_canary=\n"})
        BOOST_TEST(refusal_of_configuration(line).find("canary") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_wrong_value_in_a_configuration_is_told_with_its_line)
{
    BOOST_TEST(
        refusal_of_configuration("# mine\n\nquiet = true\ndeadline = soon\n") ==
        "m.ini: line 4: deadline expects a duration such as 90, 500ms, 2m or 1h from 0.001 to "
        "86400, not \"soon\""
    );
    BOOST_TEST(refusal_of_configuration("[hub]\n # it\n endpoint = x\n")
                   .starts_with("m.ini: line 3: hub.endpoint expects an http or https URL"));
}

BOOST_AUTO_TEST_CASE(a_flag_is_named_as_it_was_written)
{
    const flag_values none;
    const flag_values file = {{"config", {"m.ini"}}};
    const flag_values given = {{"sort", {"x"}}};

    BOOST_TEST(written_flag("sort", given, given) == "--sort");
    BOOST_TEST(written_flag("sort", file, given) == "m.ini: sort");
    BOOST_TEST(written_flag("sort", none, given) == "sort");
    BOOST_TEST(written_flag("sort", none, none) == "--sort");
}

BOOST_AUTO_TEST_SUITE_END()
