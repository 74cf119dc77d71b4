#include "report/fit_table.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace muster;

namespace {

struct two_models
{
    std::vector<model_row> rows = std::vector<model_row>(2);
    std::vector<fitted_model> fitted = {};

    two_models()
    {
        rows[0].model_id = "maker/some-model-with-a-name";
        rows[0].params_b = 7.6;
        rows[0].ctx_len = 32'768;
        rows[1].model_id = "maker/other";
        for (const auto& row : rows)
        {
            model_fit fit;
            fit.format.name = "int4";
            fit.needs = {5e9, 2e9, 0};
            fit.usable = 2e10;
            fit.longest_context = 32'768;
            fitted.push_back({&row, fit, nullptr});
        }
        fitted[1].fit.is_packing_known = false;
        fitted[1].fit.is_cache_a_bound = true;
    }
};

std::size_t longest_line(const std::string& text)
{
    std::size_t most = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        most = std::max(most, line.size());
    return most;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(fit_table_test, two_models)

BOOST_AUTO_TEST_CASE(a_file_has_all_columns)
{
    const auto text = fit_table(fitted);
    for (const auto* const heading : {"active", "weights", "cache", "comes from", "max context"})
        BOOST_TEST((text.find(heading) != std::string::npos), heading);
    BOOST_TEST((text.find("wider") == std::string::npos), text);
}

BOOST_AUTO_TEST_CASE(bounds_are_marked_as_such)
{
    const auto text = fit_table(fitted);
    const auto other = text.substr(text.find("maker/other"));
    BOOST_TEST((other.find(">= 5.0 GB") != std::string::npos), other);
    BOOST_TEST((other.find("<= 2.0 GB") != std::string::npos), other);
    BOOST_TEST((text.substr(0, text.find("maker/other")).find('=') == std::string::npos), text);

    BOOST_TEST(to_json(fitted[1]).at("weights_are_a_bound").as_bool());
    BOOST_TEST(to_json(fitted[1]).at("cache_is_a_bound").as_bool());
    BOOST_TEST(!to_json(fitted[0]).contains("weights_are_a_bound"));
    for (const auto& member : to_json(fitted[1]))
        BOOST_TEST(
            (std::ranges::find(fit_columns(), std::string_view(member.key())) != fit_columns().end()
            ),
            member.key()
        );
}

BOOST_AUTO_TEST_CASE(a_terminal_has_what_it_has_room_for_and_the_rest_is_named)
{
    const auto all = longest_line(fit_table(fitted));
    BOOST_TEST(fit_table(fitted, all) == fit_table(fitted));
    const auto less = fit_table(fitted, all - 1);
    BOOST_TEST(less.ends_with("(a wider terminal shows active, too)\n"), less);
    const auto narrow = fit_table(fitted, 80);
    BOOST_TEST(longest_line(narrow) <= 80u, narrow);
    for (const auto* const heading : {"together", "max context", "max tokens/s"})
        BOOST_TEST((narrow.find(heading) != std::string::npos), heading);
}

BOOST_AUTO_TEST_SUITE_END()
