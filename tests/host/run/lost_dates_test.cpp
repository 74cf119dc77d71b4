#include "muster/json_text.hpp"
#include "run/lost_dates.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

namespace {

dates_by_source dates_in(const std::string& report)
{
    return content_dates_in(parse_json(report, "report")->as_object());
}

source_report answered(const std::string& content_date)
{
    source_report source;
    source.name = "board";
    source.used_as = usage::fresh;
    source.content_date = content_date;
    return source;
}

source_report noted(source_report source)
{
    std::vector<source_report> all = {std::move(source)};
    note_lost_dates(all, {{"board", "2026-05-01"}});
    return all[0];
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lost_dates_test)

BOOST_AUTO_TEST_CASE(a_report_has_the_dates_of_its_sources_or_those_of_before)
{
    const auto found = dates_in(R"({"sources": [
        {"name": "board", "content_date": "2026-05-01"},
        {"name": "hub", "last_content_date": "2026-04"},
        {"name": "index"}, 7, {"name": "odd", "content_date": 7}]})");
    BOOST_TEST((found == dates_by_source{{"board", "2026-05-01"}, {"hub", "2026-04"}}));
    BOOST_TEST(dates_in("{}").empty());
}

BOOST_AUTO_TEST_CASE(content_without_the_date_that_it_had_is_said)
{
    const auto lost = noted(answered(""));
    BOOST_TEST(lost.last_content_date == "2026-05-01");
    BOOST_TEST(
        lost.reason ==
        "its content has no date any more (the newest was 2026-05-01): its age is not known"
    );
    BOOST_TEST(noted(answered("2026-05-02")).reason.empty());
    BOOST_TEST(noted(answered("2026-05-02")).last_content_date.empty());
}

BOOST_AUTO_TEST_CASE(what_did_not_come_has_lost_no_date_and_it_is_remembered)
{
    auto failed = answered("");
    failed.outcome = verdict::failed;
    failed.used_as = usage::stale;
    BOOST_TEST(noted(failed).reason.empty());
    BOOST_TEST(noted(failed).last_content_date == "2026-05-01");
}

BOOST_AUTO_TEST_SUITE_END()
