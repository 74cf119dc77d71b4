#include "report/summary.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace std::chrono_literals;

namespace {

source_report well(std::string name)
{
    source_report source;
    source.name = std::move(name);
    source.used_as = usage::fresh;
    source.models = 1200;
    source.progress.pages = 2;
    source.progress.spent = {3, 0, 1'500'000};
    source.took = 800ms;
    return source;
}

/// The lines about one source.
std::string told(const source_report& source)
{
    run_report report;
    report.sources = {source};
    const auto text = summary_text(report, "data");
    return text.substr(0, text.rfind("why, one by one"));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(summary_test)

BOOST_AUTO_TEST_CASE(a_source_that_did_well_is_one_line)
{
    BOOST_TEST(
        told(well("hub")) == "  hub           ok         1,200 models, 2 pages, 1.5 MB, 0.8 s\n"
    );
}

BOOST_AUTO_TEST_CASE(a_file_has_neither_pages_nor_bytes)
{
    auto file = well("community");
    file.progress.spent = {};

    BOOST_TEST(told(file) == "  community     ok         1,200 models\n");
}

BOOST_AUTO_TEST_CASE(what_stood_in_has_its_date_and_the_reason_a_line)
{
    auto stale = well("hub");
    stale.outcome = verdict::timed_out;
    stale.used_as = usage::stale;
    stale.since = "2026-06-01T10:00:00Z";
    stale.reason = "no more within its 2 min 0 s (--deadline)";

    BOOST_TEST(
        told(stale) ==
        "  hub           timed-out  1,200 models of 2026-06-01 (its last good listing)\n"
        "      no more within its 2 min 0 s (--deadline)\n"
    );
}

BOOST_AUTO_TEST_CASE(nothing_used_says_so)
{
    source_report failed;
    failed.name = "hub";
    failed.outcome = verdict::failed;

    BOOST_TEST(told(failed) == "  hub           failed     nothing used\n");
}

BOOST_AUTO_TEST_CASE(retries_refused_and_unresolved_rows_are_counted)
{
    auto source = well("x");
    source.progress.spent.retries = 4;
    source.unresolved = {{"x", "a", {}}, {"x", "b", {}}};
    source.inferred = 3;
    source.rejected.resize(1);

    BOOST_TEST(
        told(source) ==
        "  x             ok         1,198 models, 2 pages, 1.5 MB, 0.8 s, 4 retried; "
        "3 joined by name; 2 more without a Hub id; 1 row refused\n"
    );
}

BOOST_AUTO_TEST_CASE(what_is_held_or_left_out_has_a_line)
{
    run_report report;
    report.left = {{"t/tiny", "a test"}};
    report.rejected = {"a/no"};
    report.held = {{"a/b", "params_b goes from 8 to 80", {}, false}};
    const auto text = summary_text(report, "data");

    BOOST_TEST(
        text == "left out: 1 by data/policy.json, 1 rejected by decision\n"
                "1 change held until accepted: muster accept a/b --why TEXT\n"
                "    params_b goes from 8 to 80\n"
                "why, one by one: data/run_report.json"
    );
}

BOOST_AUTO_TEST_CASE(a_reason_of_a_stranger_cannot_move_the_terminal)
{
    auto source = well("x");
    source.reason = "the page is an error message: \x1b[2J\nmuster: all is well";

    BOOST_TEST(told(source).ends_with(
        "      the page is an error message: \\x1b[2J\\x0amuster: all is well\n"
    ));
}

BOOST_AUTO_TEST_CASE(the_files_are_named_with_what_is_in_them)
{
    run_report report;
    report.steps = {{"staged", 1500}, {"sized", 1}, {"unsized", 7}, {"evidence_not_renewed", 2}};
    report.evidence_since = "2026-05-17T00:00:00Z";

    BOOST_TEST(
        summary_text(report, "my/data") ==
        "1,500 candidates in my/data/staging_candidates.json\n"
        "1 model in my/data/models.json; 7 without enough evidence are left out; 2 sized from "
        "evidence of 2026-05-17 or later, which could not be renewed\n"
        "why, one by one: my/data/run_report.json"
    );
}

BOOST_AUTO_TEST_SUITE_END()
