#include "muster/json_text.hpp"
#include "run/dropped_questions.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using strings = std::vector<std::string>;

namespace {

questions_by_source questions_in(const std::string& report)
{
    return muster::questions_in(parse_json(report, "report")->as_object());
}

/// What a run that asks these is told of, which before asked the usual question and two more.
strings dropped(const strings& asked)
{
    source_plan plan;
    plan.description.name = "hub";
    for (const auto& words : asked)
        plan.questions.push_back({words, words});
    std::vector<source_report> reports(2);
    reports[0].name = "other";
    reports[1].name = "hub";
    note_dropped_questions(
        reports, {plan}, {{"hub", {"", "sort trending", "owner a"}}, {"other", {"", "x"}}}
    );
    BOOST_TEST(reports[0].dropped_questions.empty());
    return reports[1].dropped_questions;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(dropped_questions_test)

BOOST_AUTO_TEST_CASE(a_report_names_the_questions_of_its_sources)
{
    const auto found = questions_in(R"({"sources": [
        {"name": "hub", "questions": [{"question": ""}, {"question": "owner a"}]},
        {"name": "openrouter"}]})");
    BOOST_TEST((found == questions_by_source{{"hub", {"", "owner a"}}}));
}

BOOST_AUTO_TEST_CASE(what_people_made_of_a_report_is_passed_over)
{
    for (const auto* report :
         {"{}",
          R"({"sources": 7})",
          R"({"sources": [7, {"name": 7, "questions": 7}]})",
          R"({"sources": [{"questions": [7, null]}]})"})
        BOOST_TEST(questions_in(report).empty(), report);
}

BOOST_AUTO_TEST_CASE(what_is_not_asked_again_is_noted)
{
    const strings but_the_usual = {"sort trending", "owner a"};
    BOOST_TEST(dropped({""}) == but_the_usual, boost::test_tools::per_element());
    BOOST_TEST(dropped({}) == but_the_usual, boost::test_tools::per_element());
    BOOST_TEST(
        dropped({"owner a", "owner b"}) == (strings{"", "sort trending"}),
        boost::test_tools::per_element()
    );
    BOOST_TEST(dropped({"owner a", "", "sort trending"}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
