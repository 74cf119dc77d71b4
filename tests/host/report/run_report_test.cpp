#include "muster/json_text.hpp"
#include "report/run_report.hpp"

#include <boost/json/array.hpp>
#include <boost/test/unit_test.hpp>

using namespace muster;

BOOST_AUTO_TEST_SUITE(run_report_test)

BOOST_AUTO_TEST_CASE(a_source_is_told_in_full)
{
    source_report source;
    source.name = "hub";
    source.label = "huggingface_hub";
    source.version = "1.0.0";
    source.outcome = verdict::shrunk;
    source.used_as = usage::stale;
    source.since = "2026-06-01T00:00:00Z";
    source.reason = "60 % are gone";
    source.models = 500;
    source.rejected = {{"page 1 [7]", "no id"}};
    source.progress.pages = 2;
    source.progress.spent = {3, 1, 1234};
    source.took = std::chrono::milliseconds(840);
    run_report report;
    report.sources = {source};

    BOOST_TEST(to_json_text(to_json(report).at("sources")) == R"([
  {
    "name": "hub",
    "source": "huggingface_hub",
    "version": "1.0.0",
    "verdict": "shrunk",
    "used": "stale",
    "since": "2026-06-01T00:00:00Z",
    "reason": "60 % are gone",
    "records": 500,
    "rejected": 1,
    "pages": 2,
    "requests": 3,
    "retries": 1,
    "bytes": 1234,
    "seconds": 0.84,
    "rejections": [
      {
        "where": "page 1 [7]",
        "why": "no id"
      }
    ]
  }
]
)");
}

BOOST_AUTO_TEST_CASE(millions_of_refused_rows_are_counted_and_the_first_named)
{
    run_report report;
    report.sources.emplace_back().rejected.resize(5000);
    const auto source = to_json(report).at("sources").at(0);

    BOOST_TEST(source.at("rejected").to_number<int>() == 5000);
    BOOST_TEST(source.at("rejections").as_array().size() == 100u);
}

BOOST_AUTO_TEST_CASE(unsized_models_and_unresolved_names_are_listed_with_why_and_where)
{
    run_report report;
    report.unsized = {{"a/b", "no config"}};
    auto& source = report.sources.emplace_back();
    source.label = "openrouter_index";
    source.unresolved = {"vendor/closed"};
    const auto told = to_json(report);

    BOOST_TEST(told.at("unsized").at(0).at("model_id") == "a/b");
    BOOST_TEST(told.at("unsized").at(0).at("reason") == "no config");
    BOOST_TEST(told.at("unresolved").at(0).at("name") == "vendor/closed");
    BOOST_TEST(told.at("unresolved").at(0).at("source") == "openrouter_index");
}

BOOST_AUTO_TEST_CASE(steps_and_the_command_are_named)
{
    run_report report;
    report.command = "run";
    report.date = "2026-06-01T00:00:00Z";
    report.steps = {{"staged", 7}};
    const auto told = to_json(report);

    BOOST_TEST(told.at("command") == "run");
    BOOST_TEST(told.at("date") == "2026-06-01T00:00:00Z");
    BOOST_TEST(told.at("steps").at("staged").to_number<int>() == 7);
    BOOST_TEST(!told.contains("interrupted"));
}

BOOST_AUTO_TEST_SUITE_END()
