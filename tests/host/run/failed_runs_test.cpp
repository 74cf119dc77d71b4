#include "run/failed_runs.hpp"
#include "support/files.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

namespace {

source_report report_of(const std::string& name, verdict outcome)
{
    source_report report;
    report.name = name;
    report.outcome = outcome;
    return report;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(failed_runs_test)

BOOST_AUTO_TEST_CASE(r14_a_good_run_ends_the_count_and_an_absent_source_keeps_it)
{
    failed_runs counts = {{"absent", 4}, {"good", 2}, {"off", 7}};
    count_run(
        counts,
        {report_of("good", verdict::ok),
         report_of("bad", verdict::crashed),
         report_of("off", verdict::disabled)}
    );
    BOOST_TEST((counts == failed_runs{{"absent", 4}, {"bad", 1}}));
    count_run(counts, {report_of("bad", verdict::timed_out)});
    BOOST_TEST(counts.at("bad") == 2u);
}

BOOST_AUTO_TEST_CASE(old_content_is_no_failed_run)
{
    failed_runs counts = {{"board", 2}};
    count_run(counts, {report_of("board", verdict::old)});
    BOOST_TEST(counts.empty());
}

BOOST_AUTO_TEST_CASE(a_source_that_was_not_asked_keeps_its_count)
{
    failed_runs counts = {{"hub", 2}};
    for (const auto outcome : {verdict::disabled, verdict::failed})
    {
        auto report = report_of("hub", outcome);
        report.is_out_of_reach = true;
        count_run(counts, {report});
        BOOST_TEST(counts.at("hub") == 2u);
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_count_is_passed_over)
{
    const test::temporary_directory directory;
    const auto file = directory.path() / "run_report.json";
    BOOST_TEST(read_failed_runs(directory.path()).empty());
    for (const auto* text : {"", "[]", "{", R"({"failed_runs": 3})", R"({"steps": {}})"})
    {
        test::put_file(file, text);
        BOOST_TEST(read_failed_runs(directory.path()).empty(), text);
    }
    test::put_file(file, R"({"failed_runs": {"a": 3, "b": "x", "c": -1}})");
    BOOST_TEST((read_failed_runs(directory.path()) == failed_runs{{"a", 3}}));
}

BOOST_AUTO_TEST_SUITE_END()
