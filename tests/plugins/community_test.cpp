#include "support/source_library.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;

struct community_fixture
{
    source_library community{"community"};
};

BOOST_FIXTURE_TEST_SUITE(community_test, community_fixture)

BOOST_AUTO_TEST_CASE(it_says_who_it_is)
{
    BOOST_TEST(community.description().name == "community");
    BOOST_TEST(community.description().source == "community_rankings");
    BOOST_TEST(community.description().origins.empty());
}

BOOST_AUTO_TEST_CASE(it_begins_with_a_file_or_a_url)
{
    BOOST_TEST(community.start() == std::vector<std::string>{"file:community_rankings.json"});
    community.set("file", "https://lists.example/best.json");
    BOOST_TEST(community.start() == std::vector<std::string>{"https://lists.example/best.json"});
    community.set("file", "/home/me/my list.json");
    BOOST_TEST(community.start() == std::vector<std::string>{"file:/home/me/my list.json"});
}

BOOST_AUTO_TEST_CASE(without_scores_the_place_counts)
{
    const auto reading = community.read_well(R"([{"model_id": "a/b"}, {"model_id": "c/d"}])");

    BOOST_TEST_REQUIRE(reading.models.size() == 2u);
    BOOST_TEST(reading.models[0].popularity.value() == 2.0);
    BOOST_TEST(reading.models[1].popularity.value() == 1.0);
}

BOOST_AUTO_TEST_CASE(everything_a_person_wrote_is_kept)
{
    const auto reading = community.read_well(R"({"models": [
        {"model_id": "a/b", "score": 98.5, "license": "mit", "tags": ["coding"], "why": "good"}
    ]})");

    BOOST_TEST_REQUIRE(reading.models.size() == 1u);
    BOOST_TEST(reading.models[0].popularity.value() == 98.5);
    BOOST_TEST(reading.models[0].license == "mit");
    BOOST_TEST(reading.models[0].tags == (std::vector<std::string>{"coding", "community-ranking"}));
}

BOOST_AUTO_TEST_CASE(one_bad_row_costs_one_row)
{
    const auto reading = community.read_well(
        R"([{"model_id": "a/b", "score": "high"}, "c/d", {"score": 1}, {"model_id": "e/f"}])"
    );

    BOOST_TEST_REQUIRE(reading.models.size() == 1u);
    BOOST_TEST(reading.models[0].model_id == "e/f");
    BOOST_TEST_REQUIRE(reading.rejected.size() == 3u);
    BOOST_TEST(reading.rejected[0].where == "[0]");
    BOOST_TEST(reading.rejected[0].why == "score has the wrong type");
    BOOST_TEST(reading.rejected[1].why == "row has the wrong type");
    BOOST_TEST(reading.rejected[2].why == "no model_id");
}

BOOST_AUTO_TEST_CASE(ids_are_understood_as_people_write_them_or_refused_one_by_one)
{
    const auto reading = community.read_well(R"([
        {"model_id": "`a/ticks`"}, {"model_id": "https://huggingface.co/b/link"},
        {"model_id": "hf:c/colon"}, {"model_id": " d/blank "}, {"model_id": "e/with space"},
        {"model_id": "f/tag:free"}, {"model_id": "https://huggingface.co/datasets/g/set"},
        {"model_id": ""}])");

    std::vector<std::string> ids;
    for (const auto& model : reading.models)
        ids.push_back(model.model_id);
    BOOST_TEST(ids == (std::vector<std::string>{"a/ticks", "b/link", "c/colon", "d/blank"}));
    BOOST_TEST_REQUIRE(reading.rejected.size() == 4u);
    BOOST_TEST(reading.rejected[0].why == "e/with space has a blank, which no id of the Hub has");
    BOOST_TEST(reading.rejected[1].why == "f/tag:free has ':', which no id of the Hub has");
    BOOST_TEST(
        reading.rejected[2].why == "https://huggingface.co/datasets/g/set links to no model"
    );
    BOOST_TEST(reading.rejected[3].where == "[7]");
}

BOOST_AUTO_TEST_CASE(of_signs_that_nobody_sees_each_row_is_told)
{
    const auto reading = community.read_well(
        "[{\"model_id\": \"\u201ca/quoted\u201d\"}, {\"model_id\": \"b/rev@main\"},"
        "{\"model_id\": \"c\u2215slash\"}, {\"model_id\": \"d/zero\u200bwidth\"},"
        "{\"model_id\": \"A/Quoted\"}]"
    );
    std::vector<std::string> ids;
    for (const auto& model : reading.models)
        ids.push_back(model.model_id);
    // Two spellings of one model are two rows of the list, and one candidate later.
    BOOST_TEST(ids == (std::vector<std::string>{"a/quoted", "A/Quoted"}));
    BOOST_TEST_REQUIRE(reading.rejected.size() == 3u);
    for (const auto& one : reading.rejected)
        BOOST_TEST(!one.why.empty(), one.where);
}

BOOST_AUTO_TEST_CASE(an_empty_list_is_a_list)
{
    BOOST_TEST(community.read_well("[]").models.empty());
    BOOST_TEST(community.read_well(R"({"models": []})").models.empty());
}

BOOST_AUTO_TEST_CASE(bad_pages_are_failures)
{
    for (const auto* body : {"", "model list", "{}", "[", R"({"models": {}})"})
        BOOST_TEST(community.read(body).has_error(), body);
    BOOST_TEST(community.read("{}").error().where == "the page has no list \"models\"");
}

BOOST_AUTO_TEST_CASE(there_is_never_a_next_page)
{
    BOOST_TEST(community.read_well("[]", "https://x.example/2").follow.empty());
}

BOOST_AUTO_TEST_SUITE_END()
