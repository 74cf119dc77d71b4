#include "support/source_library.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
using strings = std::vector<std::string>;

struct artificialanalysis_fixture
{
    source_library analysis{"artificialanalysis"};
    const std::string place = "https://artificialanalysis.ai/api/v2/language/models/free";
};

BOOST_FIXTURE_TEST_SUITE(artificialanalysis_test, artificialanalysis_fixture)

BOOST_AUTO_TEST_CASE(it_needs_a_key_and_never_sees_it)
{
    const auto* key = analysis.description().find_option("api-key");

    BOOST_TEST_REQUIRE(key);
    BOOST_TEST(key->required);
    BOOST_TEST(key->header == "x-api-key");
    BOOST_TEST(key->prefix.empty());
    BOOST_TEST(key->receiver == "url");
    BOOST_TEST(key->env == "ARTIFICIAL_ANALYSIS_API_KEY");
    BOOST_TEST(analysis.description().opt_in);
    BOOST_TEST(analysis.start() == strings{place});
}

BOOST_AUTO_TEST_CASE(a_model_is_named_by_its_maker_and_its_slug)
{
    const auto reading = analysis.read_well(R"({"status": 200, "data": [{
        "id": "2dad8957-4c16-4e74-bf2d-8b21514e0ae9", "name": "Qwen3 8B Reasoning",
        "slug": "qwen3-8b-instruct-reasoning",
        "model_creator": {"id": "c", "name": "Alibaba", "slug": "alibaba"},
        "evaluations": {"artificial_analysis_intelligence_index": 28.3, "mmlu_pro": 0.743},
        "pricing": {"price_1m_input_tokens": 0.18}, "median_output_tokens_per_second": null}]
})");

    BOOST_TEST_REQUIRE(reading.models.size() == 1u);
    const auto& model = reading.models[0];
    BOOST_TEST(model.model_id.empty());
    BOOST_TEST(model.name == "alibaba/qwen3-8b-instruct-reasoning");
    BOOST_TEST(model.popularity.value() == 28.3);
    BOOST_TEST(model.tags == strings{"vendor-index"});
}

BOOST_AUTO_TEST_CASE(what_was_not_measured_is_absent)
{
    const auto reading = analysis.read_well(R"({"data": [
        {"slug": "a", "evaluations": null},
        {"slug": "b", "evaluations": {"artificial_analysis_intelligence_index": null}},
        {"slug": "c", "model_creator": {"name": "C"}}]})");

    BOOST_TEST(names_in(reading) == (strings{"a", "b", "c"}));
    for (const auto& model : reading.models)
        BOOST_TEST(!model.popularity);
}

BOOST_AUTO_TEST_CASE(pages_follow_while_there_are_more)
{
    const auto follow = [this](const std::string& from, const std::string& pagination) {
        analysis.set_page_url(from);
        return analysis.read_well(R"({"data": [{"slug": "a"}], "pagination": )" + pagination + "}")
            .follow;
    };

    BOOST_TEST(follow(place, R"({"has_more": true})") == strings{place + "?page=2"});
    BOOST_TEST(follow(place + "?page=2", R"({"has_more": true})") == strings{place + "?page=3"});
    BOOST_TEST(follow(place + "?page=3", R"({"has_more": false})").empty());
    BOOST_TEST(
        follow(place + "?per_page=50&page=2", R"({"has_more": true})") == strings{place + "?page=3"}
    );
    for (const auto* odd : {"{}", "null", "7", R"({"has_more": "yes"})"})
        BOOST_TEST(follow(place, odd).empty(), odd);
    const auto empty = analysis.read_well(R"({"data": [], "pagination": {"has_more": true}})");
    BOOST_TEST(empty.follow.empty());
    BOOST_TEST(empty.facts.has_more);
}

BOOST_AUTO_TEST_CASE(the_newest_release_is_the_date_of_the_content)
{
    const auto reading =
        analysis.read_well(R"({"data": [{"slug": "a", "release_date": "2026-09-01"},
        {"slug": "b", "release_date": "2025-04-14"}, {"slug": "c", "release_date": 7}]})");
    BOOST_TEST(reading.models.size() == 3u);
    BOOST_TEST(reading.facts.content_date == "2026-09-01,2025-04-14");
}

BOOST_AUTO_TEST_CASE(one_bad_row_costs_one_row)
{
    const auto reading = analysis.read_well(
        R"({"data": [7, {"slug": 7}, {"name": "no slug"}, {"slug": "a", "model_creator": "x"},
                     {"slug": "b"}]})"
    );

    BOOST_TEST(names_in(reading) == strings{"b"});
    BOOST_TEST_REQUIRE(reading.rejected.size() == 4u);
    BOOST_TEST(reading.rejected[2].why == "no slug");
    BOOST_TEST(reading.rejected[3].where == "data[3]");
}

BOOST_AUTO_TEST_CASE(bad_pages_are_failures)
{
    for (const auto* body : {"", "<html>", "{}", "7", R"({"data": {}})"})
        BOOST_TEST(analysis.read(body).has_error(), body);
    BOOST_TEST(
        analysis.read(R"({"status": 401, "error": "Invalid API key"})").error().where ==
        "the page is an error message: Invalid API key"
    );
}

BOOST_AUTO_TEST_SUITE_END()
