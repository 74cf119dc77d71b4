#include "support/source_library.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
using strings = std::vector<std::string>;

struct hfrouter_fixture
{
    source_library hfrouter{"hfrouter"};
};

BOOST_FIXTURE_TEST_SUITE(hfrouter_test, hfrouter_fixture)

BOOST_AUTO_TEST_CASE(it_is_asked_when_it_is_named)
{
    BOOST_TEST(hfrouter.description().opt_in);
    BOOST_TEST(hfrouter.start() == strings{"https://router.huggingface.co/v1/models"});
}

BOOST_AUTO_TEST_CASE(a_model_that_somebody_serves_becomes_a_record)
{
    const auto reading = hfrouter.read_well(R"({"object": "list", "data": [{
        "id": "Qwen/Qwen3-32B", "object": "model", "created": 1745798400, "owned_by": "Qwen",
        "architecture": {"input_modalities": ["text"], "output_modalities": ["text"]},
        "providers": [
            {"provider": "one", "status": "error"},
            {"provider": "two", "status": "live", "context_length": 40960,
             "pricing": {"input": 0.1, "output": 0.3}, "supports_tools": true}]}]})");

    BOOST_TEST_REQUIRE(reading.models.size() == 1u);
    const auto& model = reading.models[0];
    BOOST_TEST(model.model_id == "Qwen/Qwen3-32B");
    BOOST_TEST(model.tags == (strings{"vendor-index", "text"}));
    BOOST_TEST(!model.popularity);
    BOOST_TEST(reading.facts.content_date == "2025-04-28");
}

BOOST_AUTO_TEST_CASE(a_model_that_nobody_serves_is_left_out)
{
    const auto reading = hfrouter.read_well(R"({"data": [
        {"id": "a/none", "providers": []}, {"id": "a/absent"}, {"id": "a/odd", "providers": [7]},
        {"id": "a/staging", "providers": [{"provider": "x", "status": "staging"}]}]})");

    BOOST_TEST(reading.models.empty());
    BOOST_TEST(reading.rejected.empty());
    BOOST_TEST(reading.facts.skipped == 4u);
}

BOOST_AUTO_TEST_CASE(one_bad_row_costs_one_row)
{
    const auto reading = hfrouter.read_well(R"({"data": [
        7, {"id": 7}, {"providers": [{"status": "live"}]}, {"id": "a/b", "providers": {}},
        {"id": "a/c", "architecture": "x", "providers": [{"status": "live"}]},
        {"id": "a/d", "providers": [{"status": "live"}]}]})");

    BOOST_TEST_REQUIRE(reading.models.size() == 1u);
    BOOST_TEST(reading.models[0].model_id == "a/d");
    BOOST_TEST_REQUIRE(reading.rejected.size() == 5u);
    BOOST_TEST(reading.rejected[2].why == "no id");
    BOOST_TEST(reading.rejected[3].where == "data[3]");
    BOOST_TEST(reading.rejected[3].why == "providers has the wrong type");
}

BOOST_AUTO_TEST_CASE(bad_pages_are_failures)
{
    for (const auto* body : {"", "<html>", "{}", "7", R"({"data": null})", R"({"error": "no"})"})
        BOOST_TEST(hfrouter.read(body).has_error(), body);
}

BOOST_AUTO_TEST_SUITE_END()
