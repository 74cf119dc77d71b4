#include "run/run_history.hpp"
#include "support/files.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;

namespace {

run_report report_of(std::string command)
{
    run_report report;
    report.command = std::move(command);
    report.date = "2026-05-01T00:00:00Z";
    auto& source = report.sources.emplace_back();
    source.name = "hub";
    source.outcome = verdict::failed;
    source.used_as = usage::stale;
    source.models = 7;
    source.progress.pages = 1;
    source.listed = 3;
    source.content_date = "2026-04-30";
    return report;
}

struct data_directory_of_two_files
{
    data_directory_of_two_files()
    {
        put_file(data / "staging_candidates.json", "staged before");
        put_file(data / "models.json", "models before");
    }

    void run(std::string command, const std::map<std::string, std::string>& written = {})
    {
        pending_files files;
        for (const auto& [name, content] : written)
            files.add(data / name, content);
        add_history(files, data, report_of(std::move(command)));
        BOOST_TEST(files.write().has_value());
    }

    temporary_directory directory = {};
    std::filesystem::path data = directory.path();
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(run_history_test, data_directory_of_two_files)

BOOST_AUTO_TEST_CASE(a_run_is_remembered_with_its_verdicts)
{
    BOOST_TEST(read_history(data).empty());
    run("run");
    const auto runs = read_history(data);
    BOOST_TEST_REQUIRE(runs.size() == 1u);
    BOOST_TEST(runs[0].at("date") == "2026-05-01T00:00:00Z");
    const auto& source = runs[0].at("sources").at(0);
    BOOST_TEST(source.at("name") == "hub");
    BOOST_TEST(source.at("verdict") == "failed");
    BOOST_TEST(source.at("used") == "stale");
    BOOST_TEST(source.at("records") == 7);
    BOOST_TEST(source.at("listed") == 3);
    BOOST_TEST(source.at("content_date") == "2026-04-30");
}

BOOST_AUTO_TEST_CASE(the_oldest_runs_are_forgotten)
{
    std::string lines;
    for (std::size_t i = 0; i < history_runs_limit + 5; ++i)
        lines += "{\"date\": \"" + std::to_string(i) + "\"}\nnot a run\n";
    put_file(data / "history" / "runs.jsonl", lines);
    run("run");
    const auto runs = read_history(data);
    BOOST_TEST_REQUIRE(runs.size() == history_runs_limit);
    BOOST_TEST(runs[0].at("date") == "6");
}

BOOST_AUTO_TEST_CASE(files_are_kept_as_they_were_before_they_changed)
{
    const auto before = before_directory(data);
    run("ingest", {{"staging_candidates.json", "staged now"}});
    BOOST_TEST(text_of(before / "staging_candidates.json") == "staged before");
    BOOST_TEST(!std::filesystem::exists(before / "models.json"));

    run("update", {{"models.json", "models now"}});
    BOOST_TEST(text_of(before / "staging_candidates.json") == "staged before");
    BOOST_TEST(text_of(before / "models.json") == "models before");
}

BOOST_AUTO_TEST_CASE(a_run_that_changes_nothing_forgets_no_change)
{
    for (int i = 0; i < 2; ++i)
        run("run", {{"staging_candidates.json", "staged before"}, {"models.json", "models now"}});

    BOOST_TEST(text_of(before_directory(data) / "models.json") == "models before");
    BOOST_TEST(!std::filesystem::exists(before_directory(data) / "staging_candidates.json"));
}

BOOST_AUTO_TEST_SUITE_END()
