#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <regex>

using namespace muster;
using namespace muster::test;
namespace json = boost::json;

namespace {

json::value parsed_output(const std::string& text)
{
    auto value = parse_json(text, "output");
    BOOST_TEST_REQUIRE(value.has_value(), value.error().where);
    return std::move(*value);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(check_and_diff_test, small_world)

BOOST_AUTO_TEST_CASE(check_asks_each_source_for_one_page_and_writes_nothing)
{
    const auto before = all_files(directory.path());
    const auto done = muster_well({"check", "--format", "json"});
    const auto trials = parsed_output(done.out);

    BOOST_TEST_REQUIRE(trials.as_array().size() == 3u);
    const auto& hub = trials.at(1);
    BOOST_TEST(hub.at("name") == "hub");
    BOOST_TEST(hub.at("verdict") == "ok");
    BOOST_TEST(hub.at("records") == 2);
    BOOST_TEST(hub.at("rejected") == 1);
    BOOST_TEST(hub.at("requests") == 1);
    BOOST_TEST(hub.at("first") == "Acme/Dense");
    BOOST_TEST((all_files(directory.path()) == before));
}

BOOST_AUTO_TEST_CASE(check_says_what_each_page_gave_in_a_line)
{
    answer_with("/openrouter", refusal(404));
    const auto done = muster_well({"check"});
    const std::regex lines(
        "community     ok         2 models on its first page; the first is Open/Weights\n"
        "hub           ok         2 models on its first page, [0-9.]+ k?B, [0-9.]+ s; "
        "the first is Acme/Dense; 1 row refused\n"
        "openrouter    failed     [0-9.]+ k?B, [0-9.]+ s\n"
        "    https://127\\.0\\.0\\.1:[0-9]+/openrouter answered 404: no\n"
    );

    BOOST_TEST(std::regex_match(done.out, lines), done.out);
    BOOST_TEST(done.err.empty(), done.err);
}

BOOST_AUTO_TEST_CASE(check_tells_what_is_wrong_with_one_source)
{
    answer_with("/openrouter", refusal(500));
    const auto done = muster_well({"check", "openrouter", "--deadline", "1"});

    BOOST_TEST(done.out.starts_with("openrouter    "), done.out);
    BOOST_TEST(holds(done.out, "500"), done.out);
    BOOST_TEST(!holds(done.out, "hub"));
    BOOST_TEST(muster({"check", "--deadline", "1", "--fail-on", "any"}).status == 3);
    BOOST_TEST(muster({"check", "--deadline", "1", "--fail-on", "all"}).status == 0);
}

BOOST_AUTO_TEST_CASE(check_asks_each_question_for_a_page)
{
    answer_with("/api/models?pipeline_tag=text_generation", answer("[]"));
    answer_with("/api/models?author=nobody", answer("[]"));
    std::vector<std::string> words = {"check", "hub", "--hub.sort", "downloads,trending"};
    auto done = muster_well(words);
    BOOST_TEST(holds(done.out, "4 models on the first pages of its 2 questions, "), done.out);
    BOOST_TEST(times_asked("/api/models?pipeline_tag=text-generation&sort=trendingScore") == 1u);
    BOOST_TEST(!holds(muster_well({"check", "hub"}).out, "question"));

    words = {
        "check", "hub", "--hub.task", "text-generation,text_generation", "--hub.owner", "nobody"};
    done = muster_well(words);
    BOOST_TEST(
        done.out.starts_with("hub           failed     2 models on the first pages"), done.out
    );
    BOOST_TEST(
        holds(done.out, "\n    task text_generation: the Hub has no models of a task"), done.out
    );
    BOOST_TEST(holds(done.out, "; owner nobody: its first page lists no model\n"), done.out);
    words.insert(words.end(), {"--format", "json"});
    const auto hub = parsed_output(muster_well(words).out).at(0);
    BOOST_TEST(hub.at("verdict") == "failed");
    BOOST_TEST_REQUIRE(hub.at("questions").as_array().size() == 3u);
    BOOST_TEST(hub.at("questions").at(0).at("records") == 2);
    BOOST_TEST(hub.at("questions").at(1).at("question") == "task text_generation");
    BOOST_TEST(hub.at("questions").at(1).at("verdict") == "failed");
    BOOST_TEST(hub.at("questions").at(2).at("verdict") == "ok");
    BOOST_TEST(hub.at("questions").at(2).at("reason") == "its first page lists no model");
}

BOOST_AUTO_TEST_CASE(check_says_how_many_pages_listed_nothing)
{
    answer_with("/api/models?", answer("[]"));
    const auto file = directory.path() / "ids.txt";
    put_file(file, "a/one\na/two\n");
    const auto done = muster_well({"check", "hub", "--hub.ids", file.string()});
    BOOST_TEST(holds(done.out, "its first 2 pages list no model"), done.out);
}

BOOST_AUTO_TEST_CASE(check_counts_no_refused_row_as_a_model)
{
    answer_with("/api/models?", answer(R"([{"id": "Acme/Dense"}, {"id": "a/b/c"}, {"id": 7}])"));
    const auto done = muster_well({"check", "hub"});
    BOOST_TEST(holds(done.out, "1 model on its first page, "), done.out);
    BOOST_TEST(holds(done.out, "; 2 rows refused"), done.out);
}

BOOST_AUTO_TEST_CASE(check_needs_no_data_directory)
{
    std::filesystem::remove_all(data);
    muster_well({"check", "hub"});
    BOOST_TEST(!std::filesystem::exists(data));
}

BOOST_AUTO_TEST_CASE(check_knows_the_names_of_sources)
{
    const auto done = muster({"check", "hbu"});
    BOOST_TEST(done.status == 2);
    BOOST_TEST(holds(done.err, "did you mean hub"), done.err);
}

BOOST_AUTO_TEST_CASE(diff_of_two_runs_names_what_came_and_went)
{
    muster_well({"run"});
    const auto before = directory.path() / "before.json";
    put_file(before, staged());
    answer_with("/openrouter", answer(R"([{"hugging_face_id": "New/Model"}])"));
    muster_well({"run", "--no-stale"});
    const auto now = (data / "staging_candidates.json").string();

    const auto text = muster_well({"diff", before.string(), now});
    BOOST_TEST(text.out.starts_with("1 added, "), text.out);
    BOOST_TEST(holds(text.out, "\nadded\n  New/Model "), text.out);
    const auto machine =
        parsed_output(muster_well({"diff", before.string(), now, "--format", "json"}).out);
    BOOST_TEST(machine.at("added").at(0).at("model_id") == "New/Model");
    BOOST_TEST(machine.at("gone").as_array().empty());
    BOOST_TEST(machine.at("held").as_array().empty());
    BOOST_TEST(!machine.at("changed").as_array().empty());
    const auto page = muster_well({"diff", before.string(), now, "--format", "markdown"});
    BOOST_TEST(holds(page.out, "| `New/Model` | "), page.out);
}

BOOST_AUTO_TEST_CASE(diff_of_equal_files_says_so)
{
    muster_well({"run"});
    const auto file = (data / "models.json").string();
    BOOST_TEST(muster_well({"diff", file, file}).out == "nothing changed; 1 as they were\n");
}

BOOST_AUTO_TEST_CASE(diff_refuses_what_it_cannot_compare)
{
    put_file(directory.path() / "half.json", "[{");
    const auto half = (directory.path() / "half.json").string();
    for (const auto& words : std::vector<std::vector<std::string>>{
             {"diff"}, {"diff", half}, {"diff", half, half}, {"diff", "none", "none"}})
    {
        const auto done = muster(words);
        BOOST_TEST(done.status == 2);
        BOOST_TEST(done.out.empty());
        BOOST_TEST(done.err.starts_with("muster: "), done.err);
    }
}

BOOST_AUTO_TEST_CASE(only_diff_speaks_markdown)
{
    const auto done = muster({"sources", "--format", "markdown"});
    BOOST_TEST(done.status == 2);
    BOOST_TEST(holds(done.err, "--format markdown"), done.err);
}

BOOST_AUTO_TEST_CASE(diff_refuses_to_compare_sizes_with_a_staging_file)
{
    muster_well({"run"});
    const auto staging = (data / "staging_candidates.json").string();
    const auto published = (data / "models.json").string();
    const auto done = muster({"diff", staging, published});
    BOOST_TEST(done.status == 2);
    BOOST_TEST(
        holds(
            done.err,
            staging + " is a staging file and " + published +
                " is a models.json: name two files of one kind"
        ),
        done.err
    );
}

BOOST_AUTO_TEST_SUITE_END()
