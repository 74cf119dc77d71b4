#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;

namespace {

struct questions_world : small_world
{
    questions_world()
    {
        const std::string ask = "/api/models?pipeline_tag=";
        answer_with(ask + "text-generation&sort=downloads", answer(R"([
            {"id": "Acme/Dense", "downloads": 900, "tags": []},
            {"id": "Acme/Gated", "downloads": 800, "tags": []}])"));
        answer_with(ask + "text-generation&sort=trendingScore", answer(R"([
            {"id": "Acme/New", "downloads": 12, "trendingScore": 99, "tags": []},
            {"id": "acme/dense", "downloads": 900, "tags": []}])"));
        answer_with(ask + "image-text-to-text&sort=downloads", answer(R"([
            {"id": "Acme/Sees", "downloads": 850, "tags": []}])"));
    }

    boost::json::value hub_report() const
    {
        const auto document = *parse_json(report(), "report");
        for (const auto& source : document.at("sources").as_array())
            if (source.at("name") == "hub")
                return source;
        return {};
    }

    bool is_staged(const std::string& id) const { return holds(staged(), '"' + id + '"'); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(questions_test, questions_world)

BOOST_AUTO_TEST_CASE(one_run_lists_several_tasks)
{
    muster_well({"ingest", "--sources", "hub", "--hub.task", "text-generation,image-text-to-text"});
    BOOST_TEST(is_staged("Acme/Dense"));
    BOOST_TEST(is_staged("Acme/Sees"));
    const auto questions = hub_report().at("questions").as_array();
    BOOST_TEST_REQUIRE(questions.size() == 2u);
    BOOST_TEST(questions[0].at("listed") == 2);
    BOOST_TEST(questions[1].at("listed") == 1);
    BOOST_TEST(holds(std::string(questions[1].at("start").as_string()), "image-text-to-text"));

    muster_well({"ingest", "--sources", "hub"});
    BOOST_TEST(!is_staged("Acme/Sees"));
    BOOST_TEST(!hub_report().as_object().contains("questions"));
}

BOOST_AUTO_TEST_CASE(what_is_trending_is_listed_beside_and_its_score_is_no_popularity)
{
    muster_well({"ingest", "--sources", "hub", "--hub.sort", "downloads,trending"});
    BOOST_TEST(is_staged("Acme/New"));
    BOOST_TEST(holds(staged(), "\"popularity_score\": 12,"));
    BOOST_TEST(!holds(staged(), "\"popularity_score\": 99"));
    // One row a model.
    BOOST_TEST(holds(staged(), "Acme/Dense"));
    BOOST_TEST(!holds(staged(), "\"acme/dense\""));
}

BOOST_AUTO_TEST_CASE(each_question_has_its_part_of_the_limit)
{
    muster_well(
        {"ingest", "--sources", "hub", "--hub.sort", "downloads,trending", "--hub.limit", "4"}
    );
    BOOST_TEST(
        times_asked("/api/models?pipeline_tag=text-generation&sort=trendingScore&limit=2") == 1u
    );
    const auto questions = hub_report().at("questions").as_array();
    BOOST_TEST(questions[0].at("listed") == 2);
    BOOST_TEST(questions[1].at("listed") == 2);
}

BOOST_AUTO_TEST_CASE(what_is_no_list_is_wrong_usage_and_never_an_empty_source)
{
    auto done = muster({"ingest", "--sources", "hub", "--hub.task", "a,,b"});
    BOOST_TEST(done.status == 2);
    BOOST_TEST(
        holds(done.err, "--hub.task expects different words with commas between, not \"a,,b\""),
        done.err
    );
    done = muster({"ingest", "--sources", "hub", "--hub.sort", "downloads,newest"});
    BOOST_TEST(done.status == 2);
    BOOST_TEST(
        holds(
            done.err, "each one of downloads, trending, created, likes, not \"downloads,newest\""
        ),
        done.err
    );
}

BOOST_AUTO_TEST_SUITE_END()
