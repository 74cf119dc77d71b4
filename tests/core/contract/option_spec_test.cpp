#include "contract/option_spec.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

using namespace muster;

namespace {

option_spec
of_type(option_type type, std::optional<double> min = {}, std::optional<double> max = {})
{
    option_spec option;
    option.type = type;
    option.min = min;
    option.max = max;
    return option;
}

/// The value as a plugin would see it, or what was expected instead.
std::string seen(const option_spec& option, std::string_view value)
{
    const auto checked = check_option(option, value);
    return checked.has_value() ? *checked : checked.error().where;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(option_spec_test)

BOOST_AUTO_TEST_CASE(names_of_types_read_back)
{
    for (const auto* name :
         {"string", "int", "real", "bool", "duration", "url", "path", "enum", "secret"})
        BOOST_TEST(to_string(option_type_named(name).value()) == name);
    BOOST_TEST(!option_type_named("integer"));
    BOOST_TEST(!option_type_named(""));
}

BOOST_AUTO_TEST_CASE(text_is_utf8_since_it_may_end_in_a_file)
{
    const auto option = of_type(option_type::text);

    BOOST_TEST(seen(option, "\xc3\xa9t\xc3\xa9") == "\xc3\xa9t\xc3\xa9");
    BOOST_TEST(seen(option, "\xe9t\xe9") == "expects text in UTF-8");
}

BOOST_AUTO_TEST_CASE(a_whole_number_is_kept_as_given)
{
    const auto option = of_type(option_type::integer, {}, 1000);

    BOOST_TEST(seen(option, "0") == "0");
    BOOST_TEST(seen(option, "1000") == "1000");
}

BOOST_AUTO_TEST_CASE(what_is_no_whole_number_in_range_is_told_the_range)
{
    const auto option = of_type(option_type::integer, {}, 1000);

    for (const auto* value : {"", "many", "-1", "1.5", "1001", "10 ", "+5", "99999999999999999999"})
        BOOST_TEST(seen(option, value) == "expects a whole number from 0 to 1000", value);
}

BOOST_AUTO_TEST_CASE(a_whole_number_may_be_negative_where_its_least_value_is)
{
    const auto option = of_type(option_type::integer, -5, 9);

    BOOST_TEST(seen(option, "-3") == "-3");
    BOOST_TEST(seen(option, "7") == "7");
    for (const auto* value : {"-6", "10", "--1", "-", "-1.5"})
        BOOST_TEST(seen(option, value) == "expects a whole number from -5 to 9", value);
}

BOOST_AUTO_TEST_CASE(a_range_that_is_not_kept_to_is_not_told)
{
    const auto option = of_type(option_type::real, {}, 1);

    BOOST_TEST(seen(option, "-7.5") == "-7.5");
    BOOST_TEST(seen(option, "x") == "expects a number to 1");
}

BOOST_AUTO_TEST_CASE(a_real_number_keeps_to_its_bounds)
{
    const auto option = of_type(option_type::real, 0.25, 0.75);

    BOOST_TEST(seen(option, "0.25") == "0.25");
    BOOST_TEST(seen(option, "0.75") == "0.75");
    for (const auto* value : {"0.24", "0.76", "-0.5", "half", "", "0.5x"})
        BOOST_TEST(seen(option, value) == "expects a number from 0.25 to 0.75", value);
}

BOOST_AUTO_TEST_CASE(numbers_that_are_not_finite_are_refused)
{
    const auto bounded = of_type(option_type::real, 0, 1);
    const auto unbounded = of_type(option_type::real);

    for (const auto* value : {"nan", "inf", "-inf", "infinity", "1e999"})
    {
        BOOST_TEST(check_option(bounded, value).has_error(), value);
        BOOST_TEST(check_option(unbounded, value).has_error(), value);
    }
}

BOOST_AUTO_TEST_CASE(durations_become_seconds)
{
    const auto option = of_type(option_type::duration);

    BOOST_TEST(seen(option, "2m") == "120");
    BOOST_TEST(seen(option, "500ms") == "0.5");
    BOOST_TEST(seen(option, "90") == "90");
    BOOST_TEST(seen(option, "soon") == "expects a duration such as 90, 500ms, 2m or 1h");
}

BOOST_AUTO_TEST_CASE(bounds_of_a_duration_are_seconds)
{
    const auto option = of_type(option_type::duration, 1, 60);

    BOOST_TEST(seen(option, "1m") == "60");
    BOOST_TEST(seen(option, "61") == "expects a duration such as 90, 500ms, 2m or 1h from 1 to 60");
    BOOST_TEST(check_option(option, "999ms").has_error());
}

BOOST_AUTO_TEST_CASE(many_words_are_yes_and_no)
{
    const auto option = of_type(option_type::yes_no);

    for (const auto* value : {"true", "yes", "on", "1", "TRUE"})
        BOOST_TEST(seen(option, value) == "true");
    for (const auto* value : {"false", "no", "off", "0", "No"})
        BOOST_TEST(seen(option, value) == "false");
    for (const auto* value : {"", "maybe", "2"})
        BOOST_TEST(seen(option, value) == "expects true or false");
}

BOOST_AUTO_TEST_CASE(a_choice_is_one_of_its_words)
{
    auto option = of_type(option_type::choice);
    option.choices = {"text", "json"};

    BOOST_TEST(seen(option, "json") == "json");
    BOOST_TEST(seen(option, "JSON") == "expects one of text, json");
    BOOST_TEST(seen(option, "") == "expects one of text, json");
}

BOOST_AUTO_TEST_CASE(a_url_is_http_or_https)
{
    const auto option = of_type(option_type::url);

    BOOST_TEST(seen(option, "https://hub.example/x") == "https://hub.example/x");
    BOOST_TEST(seen(option, "http://127.0.0.1:8080") == "http://127.0.0.1:8080");
    for (const auto* value : {"", "hub.example", "ftp://x", "https://", "https:///x", "file:x"})
        BOOST_TEST(seen(option, value) == "expects an http or https URL", value);
}

BOOST_AUTO_TEST_CASE(paths_and_secrets_must_not_be_empty)
{
    for (const auto type : {option_type::path, option_type::secret})
    {
        BOOST_TEST(seen(of_type(type), "x y") == "x y");
        BOOST_TEST(seen(of_type(type), "") == "expects something that is not empty");
    }
    BOOST_TEST(check_option(of_type(option_type::text), "").has_value());
}

BOOST_AUTO_TEST_CASE(a_list_has_each_value_once)
{
    option_spec option;
    option.name = "sort";
    option.type = option_type::choice;
    option.choices = {"likes", "downloads"};
    option.is_list = true;
    for (const auto* good : {"likes", "downloads,likes"})
        BOOST_TEST(check_option(option, good).has_value(), good);
    BOOST_TEST(*check_option(option, " likes,  downloads\t") == "likes,downloads");
    for (const auto* bad :
         {"", "likes,", ",likes", "likes,,downloads", "likes, ,downloads", "likes,likes"})
        BOOST_TEST(check_option(option, bad).has_error(), bad);
    BOOST_TEST(
        check_option(option, "newest").error().where ==
        "expects different words with commas between, each one of likes, downloads"
    );
    option.type = option_type::text;
    BOOST_TEST(*check_option(option, "a,b") == "a,b");
    BOOST_TEST(
        check_option(option, "a,,b").error().where == "expects different words with commas between"
    );
    BOOST_TEST(*check_option(option, "a-b_c.D4 , e") == "a-b_c.D4,e");
    for (const auto* bad : {"a;b", "a|b", "a b", "a/b", "%51wen", ".", "..", "a,@b", "\xc3\xa4"})
        BOOST_TEST(check_option(option, bad).has_error(), bad);
    BOOST_TEST(
        check_option(option, "Qwen/Qwen3-8B").error().where ==
        "expects different words with commas between, each of letters, digits, '-', '_' and '.' "
        "alone, which \"Qwen/Qwen3-8B\" is not"
    );
    BOOST_TEST(
        check_option(option, "Qwen,qwen").error().where ==
        "expects different words with commas between, and has qwen twice"
    );
}

BOOST_AUTO_TEST_SUITE_END()
