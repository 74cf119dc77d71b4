#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <map>

using namespace muster;
using namespace muster::test;
namespace json = boost::json;

BOOST_FIXTURE_TEST_SUITE(output_test, small_world)

BOOST_AUTO_TEST_CASE(json_on_standard_output_is_json_alone)
{
    const auto done = muster_well({"sources", "--format", "json", "--verbose"});
    const auto listed = parse_json(done.out, "output");

    BOOST_TEST_REQUIRE(listed.has_value(), listed.error().where);
    BOOST_TEST_REQUIRE(listed->as_array().size() >= 3u);
    for (const auto& one : listed->as_array())
        for (const auto* key : {"name", "source", "version", "file", "verdict", "reason"})
            BOOST_TEST(one.as_object().contains(key), key);
    std::map<json::string, json::value> verdicts;
    for (const auto& one : listed->as_array())
        verdicts[one.at("name").as_string()] = one.at("verdict");
    for (const auto* name : {"community", "hub", "openrouter"})
        BOOST_TEST(verdicts[name] == "ok", name);
}

BOOST_AUTO_TEST_CASE(a_run_prints_its_summary_as_messages)
{
    const auto done = muster_well({"run"});

    BOOST_TEST(done.out.empty());
    BOOST_TEST(holds(done.err, "5 candidates in " + (data / "staging_candidates.json").string()));
    BOOST_TEST(holds(done.err, "1 model in " + (data / "models.json").string()));
    BOOST_TEST(holds(done.err, "; 1 more without a Hub id"));
    BOOST_TEST(holds(done.err, "; 1 row refused"));
}

BOOST_AUTO_TEST_CASE(a_source_that_gives_a_part_has_not_failed)
{
    answer_with(
        "/openrouter", answer(R"({"data": [{"hugging_face_id": "Acme/Dense"}], "total_count": 2})")
    );
    const auto done = muster_well({"run"});
    BOOST_TEST(holds(done.err, "openrouter: partial, 1 model"), done.err);
    BOOST_TEST(!holds(done.err, "openrouter: failed"), done.err);
}

BOOST_AUTO_TEST_CASE(quiet_prints_nothing_when_all_goes_well)
{
    const auto done = muster_well({"run", "--quiet"});

    BOOST_TEST(done.out.empty());
    BOOST_TEST(done.err.empty());
}

BOOST_AUTO_TEST_CASE(quiet_leaves_errors)
{
    const auto done = muster({"run", "--quiet", "--sources", "none-such"});

    BOOST_TEST(done.status == 2);
    BOOST_TEST(done.err.starts_with("muster: --sources names an unknown source"));
}

BOOST_AUTO_TEST_CASE(verbose_tells_of_every_page_and_refused_row)
{
    const auto done = muster_well({"ingest", "--verbose"});

    BOOST_TEST(holds(done.err, "hub: 2 models, 1 page, "));
    BOOST_TEST(holds(done.err, "hub: 4 models, 2 pages, "));
    BOOST_TEST(holds(done.err, "hub: row refused: page 1 [2]: id has the wrong type"));
}

BOOST_AUTO_TEST_CASE(a_stranger_cannot_move_the_terminal)
{
    answer_with("/openrouter", answer("{\"error\": \"\\u001b[2J\\u0007\"}"));
    const auto done = muster_well({"ingest", "--no-stale"});

    BOOST_TEST(!holds(done.err, "\x1b"));
    BOOST_TEST(!holds(done.err, "\x07"));
    BOOST_TEST(holds(done.err, "the page is an error message: "));
}

BOOST_AUTO_TEST_CASE(help_and_version_are_results)
{
    for (const auto& words :
         {std::vector<std::string>{"--help"}, {"run", "--help"}, {"help", "run"}})
    {
        const auto help = muster_well(words);
        BOOST_TEST(holds(help.out, "muster help sources"));
        BOOST_TEST(help.err.empty());
    }
    BOOST_TEST(holds(muster_well({"help", "sources"}).out, "--hub.limit N"));
    BOOST_TEST(holds(muster_well({"help", "sources"}).out, "default: 500"));
    BOOST_TEST(!holds(muster_well({"fit", "--help"}).out, "--hub."));
    BOOST_TEST(holds(muster({"fti", "--help"}).err, "did you mean fit?"));
    const auto version = muster_well({"--version"});

    BOOST_TEST(version.out.starts_with("muster "));
    BOOST_TEST(version.err.empty());
}

BOOST_AUTO_TEST_CASE(c03_a_token_is_in_no_file_and_no_message)
{
    variables["HF_TOKEN"] = "hf_s3cret";
    variables["OPENROUTER_API_KEY"] = "sk-or-s3cret";
    answer_with("/openrouter", refusal(401));
    const auto done = muster_well({"run", "--verbose"});

    BOOST_TEST(!holds(done.err, "s3cret"));
    for (const auto& [name, content] : all_files(directory.path()))
        BOOST_TEST(!holds(content, "s3cret"), name);
    BOOST_TEST(holds(done.err, "check --openrouter.api-key-file or OPENROUTER_API_KEY"));
}

BOOST_AUTO_TEST_CASE(h04_a_refusal_of_the_hub_names_its_token)
{
    answer_with("/api/models?pipeline", refusal(401));

    BOOST_TEST(
        holds(muster_well({"ingest"}).err, "answered 401: check --hub.token-file or HF_TOKEN")
    );
}

BOOST_AUTO_TEST_SUITE_END()
