#include "support/recorded.hpp"
#include "support/source_library.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace muster;
using namespace muster::test;

struct openrouter_fixture
{
    source_library openrouter{"openrouter"};
};

BOOST_FIXTURE_TEST_SUITE(openrouter_test, openrouter_fixture)

BOOST_AUTO_TEST_CASE(it_says_who_it_is)
{
    const auto& description = openrouter.description();

    BOOST_TEST(description.name == "openrouter");
    BOOST_TEST(description.source == "openrouter_index");
    BOOST_TEST(description.find_option("api-key")->env == "OPENROUTER_API_KEY");
    BOOST_TEST(!description.find_option("api-key")->required);
    BOOST_TEST(
        openrouter.start() == std::vector<std::string>{"https://openrouter.ai/api/v1/models"}
    );
}

BOOST_AUTO_TEST_CASE(a_model_with_public_weights_becomes_a_record)
{
    const auto reading = openrouter.read_well(R"({"data": [{
        "id": "qwen/qwen3-8b:free", "hugging_face_id": "Qwen/Qwen3-8B", "name": "Qwen3 8B ",
        "context_length": 10000000, "pricing": {"prompt": "-1"},
        "architecture": {"input_modalities": ["text", "image"]}}]})");

    BOOST_TEST_REQUIRE(reading.models.size() == 1u);
    const auto& model = reading.models[0];
    BOOST_TEST(model.model_id == "Qwen/Qwen3-8B");
    BOOST_TEST(model.name == "qwen/qwen3-8b:free");
    BOOST_TEST(model.tags == (std::vector<std::string>{"vendor-index", "text", "image"}));
    BOOST_TEST(!model.popularity);
}

BOOST_AUTO_TEST_CASE(the_day_of_its_end_is_a_tag_but_for_serving_variants)
{
    const auto reading = openrouter.read_well(R"([
        {"id": "a/x", "hugging_face_id": "A/X", "expiration_date": "2026-05-07"},
        {"id": "a/y:free", "hugging_face_id": "A/Y", "expiration_date": "2026-05-07"},
        {"id": "a/z", "hugging_face_id": "A/Z", "expiration_date": null}])");

    BOOST_TEST_REQUIRE(reading.models.size() == 3u);
    BOOST_TEST(
        reading.models[0].tags == (std::vector<std::string>{"vendor-index", "retires:2026-05-07"})
    );
    BOOST_TEST(reading.models[1].tags == (std::vector<std::string>{"vendor-index"}));
    BOOST_TEST(reading.models[2].tags == (std::vector<std::string>{"vendor-index"}));
}

BOOST_AUTO_TEST_CASE(closed_weights_are_left_without_an_id_and_not_refused)
{
    const auto reading = openrouter.read_well(R"([
        {"id": "a/one", "hugging_face_id": null}, {"id": "a/two", "hugging_face_id": ""},
        {"id": "a/three"}])");

    BOOST_TEST(reading.models.size() == 3u);
    BOOST_TEST(with_an_id(reading) == 0u);
    BOOST_TEST(reading.rejected.empty());
}

BOOST_AUTO_TEST_CASE(one_repository_under_several_names_is_told_each_time)
{
    const auto reading = openrouter.read_well(R"([
        {"id": "a/x", "hugging_face_id": "A/X"}, {"id": "a/x:free", "hugging_face_id": "A/X"},
        {"id": "a/x:fast", "hugging_face_id": "a/x"}])");

    BOOST_TEST(with_an_id(reading) == 3u);
}

BOOST_AUTO_TEST_CASE(an_alias_is_left_out)
{
    const auto reading = openrouter.read_well(
        R"([{"id": "~a/latest", "hugging_face_id": "A/X"}, {"id": "a/x", "hugging_face_id": "A/X"}])"
    );

    BOOST_TEST(reading.models.size() == 1u);
    BOOST_TEST(reading.rejected.empty());
    BOOST_TEST(reading.facts.skipped == 1u);
}

BOOST_AUTO_TEST_CASE(a_router_is_no_model)
{
    const auto reading = openrouter.read_well(R"([
        {"id": "openrouter/auto", "hugging_face_id": null, "pricing": {"prompt": "-1"}},
        {"id": "openrouter/free", "architecture": {"tokenizer": "Router"}, "pricing": {"prompt": "0"}},
        {"id": "openrouter/own-model", "pricing": {"prompt": "0.1"}},
        {"id": "openrouter/open", "hugging_face_id": "o/open", "pricing": {"prompt": "-1"}},
        {"id": "a/b", "pricing": {"prompt": "-1"}}])");

    BOOST_TEST(
        names_in(reading) ==
        (std::vector<std::string>{"openrouter/own-model", "openrouter/open", "a/b"})
    );
    BOOST_TEST(reading.rejected.empty());
    BOOST_TEST(reading.facts.skipped == 2u);
}

BOOST_AUTO_TEST_CASE(what_is_said_of_the_whole_listing_is_passed_on)
{
    const auto facts_of = [this](const std::string& envelope) {
        return openrouter
            .read_well(
                R"({"data": [{"id": "a/b", "created": 1713398400}, {"id": "a/c", "created": 1}])" +
                envelope + "}"
            )
            .facts;
    };
    BOOST_TEST((facts_of("") == listing_facts{0, {}, false, "2024-04-18,1970-01-01"}));
    BOOST_TEST(facts_of(R"(, "total_count": 500, "links": {"next": null})").total.value() == 500u);
    BOOST_TEST(facts_of(R"(, "has_more": true, "last_id": "a/b")").has_more);
    openrouter.set_page_total(9);
    BOOST_TEST(facts_of("").total.value() == 9u);
    BOOST_TEST(facts_of(R"(, "total_count": 2)").total.value() == 2u);
}

BOOST_AUTO_TEST_CASE(one_bad_row_costs_one_row)
{
    const auto reading = openrouter.read_well(R"({"data": [
        {"id": "a/b", "hugging_face_id": 7}, 7, {}, {"id": "a/b", "architecture": "x"},
        {"id": "c/d", "hugging_face_id": "c/d"}]})");

    BOOST_TEST_REQUIRE(reading.models.size() == 1u);
    BOOST_TEST(reading.models[0].model_id == "c/d");
    BOOST_TEST_REQUIRE(reading.rejected.size() == 4u);
    BOOST_TEST(reading.rejected[0].where == "data[0]");
    BOOST_TEST(reading.rejected[0].why == "hugging_face_id has the wrong type");
    BOOST_TEST(reading.rejected[1].why == "row has the wrong type");
    BOOST_TEST(reading.rejected[2].why == "neither id nor hugging_face_id");
    BOOST_TEST(reading.rejected[3].why == "architecture has the wrong type");
}

BOOST_AUTO_TEST_CASE(modalities_that_cannot_be_read_cost_no_row)
{
    const auto reading = openrouter.read_well(
        R"([{"id": "a/b", "architecture": {"input_modalities": "text"}},
            {"id": "a/c", "architecture": {"input_modalities": [7, "text"]}}])"
    );

    BOOST_TEST_REQUIRE(reading.models.size() == 2u);
    BOOST_TEST(reading.models[0].tags == std::vector<std::string>{"vendor-index"});
    BOOST_TEST(reading.models[1].tags == (std::vector<std::string>{"vendor-index", "text"}));
}

BOOST_AUTO_TEST_CASE(the_next_page_is_named_in_the_envelope)
{
    const auto follow = [this](const std::string& links) {
        return openrouter.read_well(R"({"data": [], "links": )" + links + "}").follow;
    };

    BOOST_TEST(
        follow(R"({"next": "/api/v1/models?page=2"})") ==
        std::vector<std::string>{"/api/v1/models?page=2"}
    );
    for (const auto* links : {"{}", "null", "[]", "7", R"({"next": null})", R"({"next": ""})"})
        BOOST_TEST(follow(links).empty(), links);
}

BOOST_AUTO_TEST_CASE(bad_pages_are_failures)
{
    for (const auto* body : {"", "<html>", "{}", "7", R"({"data": null})", R"({"data": [})"})
        BOOST_TEST(openrouter.read(body).has_error(), body);
    BOOST_TEST(
        openrouter.read(R"({"error": {"code": 401}})").error().where ==
        R"(the page is an error message: {"code":401})"
    );
}

BOOST_AUTO_TEST_CASE(recorded_answers_are_read_without_a_loss)
{
    struct answer
    {
        const char* file;
        std::size_t rows, ids;
    };
    for (const auto& [file, rows, ids] :
         {answer{"openrouter/or_v1_models_2025-12-02.json", 334, 186},
          {"openrouter/or_v1_models_modelsdev_2026-05.json", 352, 173},
          {"openrouter/or_fixture_pydantic_2026-07-30.json", 4, 0}})
        if (const auto body = recorded(file))
        {
            const auto reading = openrouter.read_well(*body);
            BOOST_TEST(reading.models.size() == rows);
            BOOST_TEST(with_an_id(reading) == ids);
            BOOST_TEST(reading.rejected.empty());
        }
}

BOOST_AUTO_TEST_CASE(recorded_errors_are_quoted)
{
    for (const auto* file :
         {"errors/openrouter_401.json",
          "errors/openrouter_402.json",
          "errors/openrouter_429_string_code.json"})
        if (const auto body = recorded(file))
            BOOST_TEST(
                openrouter.read(*body).error().where.starts_with("the page is an error message: {"),
                file
            );
}

BOOST_AUTO_TEST_SUITE_END()
