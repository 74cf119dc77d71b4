#include "muster/json_text.hpp"
#include "run/list_limit.hpp"
#include "run/run_report.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
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
    source.options = {{"limit", "500"}};
    source.listed = 200;
    source.dropped_questions = {"sort trending", ""};
    source.skipped = 3;
    source.promised = 700;
    source.content_date = "2026-05-31";
    source.unchanged_since = "2026-05-01";
    source.line = {{"2026-05-01", 510, 500}, {"2026-06-02", 200, 199}};
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
    "options": {
      "limit": "500"
    },
    "listed": 200,
    "dropped_questions": [
      "sort trending",
      ""
    ],
    "skipped": 3,
    "promised": 700,
    "content_date": "2026-05-31",
    "unchanged_since": "2026-05-01",
    "line": [
      {
        "date": "2026-05-01",
        "models": 510,
        "with_id": 500
      },
      {
        "date": "2026-06-02",
        "models": 200,
        "with_id": 199
      }
    ],
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
    report.unsized = {{"a/b", "no config", unsized_kind::not_recorded}};
    auto& source = report.sources.emplace_back();
    source.label = "openrouter_index";
    source.unresolved = {{"openrouter", "vendor/closed", {"Vendor/Closed-8B"}}};
    const auto told = to_json(report);

    BOOST_TEST(told.at("unsized").at(0).at("model_id") == "a/b");
    BOOST_TEST(told.at("unsized").at(0).at("kind") == "not-recorded");
    BOOST_TEST(told.at("unsized").at(0).at("reason") == "no config");
    BOOST_TEST(told.at("unresolved").at(0).at("name") == "vendor/closed");
    BOOST_TEST(told.at("unresolved").at(0).at("source") == "openrouter_index");
    BOOST_TEST(told.at("unresolved").at(0).at("likely").at(0) == "Vendor/Closed-8B");
    BOOST_TEST(
        told.at("unresolved").at(0).at("command") ==
        "muster accept vendor/closed --as Vendor/Closed-8B --why TEXT"
    );
}

BOOST_AUTO_TEST_CASE(what_is_held_names_the_command_that_accepts_it)
{
    run_report report;
    report.held = {{"a/b", "params_b goes from 8 to 80", {80, {}, 32, {}}, false}};
    const auto held = to_json(report).at("held").at(0);

    BOOST_TEST(held.at("model_id") == "a/b");
    BOOST_TEST(held.at("reason") == "params_b goes from 8 to 80");
    BOOST_TEST(held.at("size").at("params_b").to_number<int>() == 80);
    BOOST_TEST(!held.at("size").as_object().contains("ctx_len"));
    BOOST_TEST(held.at("command") == "muster accept a/b --why TEXT");
}

BOOST_AUTO_TEST_CASE(what_was_left_out_is_listed_with_its_reason)
{
    run_report report;
    report.left = {{"t/tiny", "a test"}};
    report.variants = {{"q/x", "quantized", "a/x"}};
    report.rejected = {"a/no"};
    report.licenses["q/x"] = {license_state::inherited, "mit", {"a/x"}, {}};
    report.licenses["a/x"] = {license_state::declared, "mit", {}, {}};
    const auto told = to_json(report);

    BOOST_TEST(told.at("left_out").at(0).at("reason") == "a test");
    BOOST_TEST(told.at("variants").at(0).at("base_model") == "a/x");
    BOOST_TEST(told.at("rejected").at(0) == "a/no");
    BOOST_TEST(told.at("licenses").as_array().size() == 1u);
    BOOST_TEST(told.at("licenses").at(0).at("state") == "inherited");
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

BOOST_AUTO_TEST_CASE(a_long_list_says_how_many_more_there_are)
{
    run_report report;
    for (std::size_t i = 0; i < listed_models_limit + 7; ++i)
        report.unsized.push_back({"a/" + std::to_string(i), "none"});
    for (std::size_t i = 0; i < listed_models_limit; ++i)
        report.left.push_back({"b/" + std::to_string(i), "small"});
    const auto first = to_json(report);
    BOOST_TEST(first.at("unsized").as_array().size() == listed_models_limit);
    BOOST_TEST(boost::json::serialize(first.at("more")) == R"({"unsized":7})");

    // The run after it found others, and repeats what the first says.
    run_report next;
    next.before = first;
    next.before["more"] = {{"variants", 3}};
    next.before["variants"] = {{{"model_id", "c/d"}}};
    next.left = {{"d/e", "small"}};
    const auto second = to_json(next);
    BOOST_TEST(second.at("left_out").as_array().size() == listed_models_limit);
    BOOST_TEST(boost::json::serialize(second.at("more")) == R"({"variants":3,"left_out":1})");
}

BOOST_AUTO_TEST_SUITE_END()
