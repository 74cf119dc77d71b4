#include "catalog/models.hpp"
#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"
#include "staging/stage.hpp"
#include "support/files.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace muster;
using namespace muster::test;

BOOST_FIXTURE_TEST_SUITE(whole_run_test, small_world)

BOOST_AUTO_TEST_CASE(the_staging_file_has_exactly_these_bytes)
{
    muster_well({"ingest"});

    BOOST_TEST(staged() == R"([
  {
    "model_id": "Acme/Dense",
    "provider": "Acme",
    "license": "apache-2.0",
    "source": "community_rankings+huggingface_hub+openrouter_index",
    "popularity_score": 900,
    "tags": [
      "community-ranking",
      "hub-listing",
      "image",
      "license:apache-2.0",
      "text",
      "transformers",
      "vendor-index"
    ]
  },
  {
    "model_id": "Acme/Gated",
    "provider": "Acme",
    "license": "llama3.1",
    "source": "huggingface_hub",
    "popularity_score": 800,
    "tags": [
      "hub-listing",
      "license:llama3.1"
    ]
  },
  {
    "model_id": "gpt-small",
    "provider": "gpt-small",
    "license": "mit",
    "source": "huggingface_hub",
    "popularity_score": 30,
    "tags": [
      "hub-listing"
    ]
  },
  {
    "model_id": "Acme/Strange",
    "provider": "Acme",
    "license": null,
    "source": "huggingface_hub",
    "popularity_score": 20,
    "tags": [
      "hub-listing",
      "license:unknown"
    ]
  },
  {
    "model_id": "Open/Weights",
    "provider": "Open",
    "license": null,
    "source": "community_rankings+openrouter_index",
    "popularity_score": 2,
    "tags": [
      "coding",
      "community-ranking",
      "vendor-index"
    ]
  }
]
)");
}

BOOST_AUTO_TEST_CASE(what_can_be_sized_is_published_and_the_rest_has_its_reason)
{
    muster_well({"run"});
    const auto rows = read_models(models());

    BOOST_TEST_REQUIRE(rows.has_value());
    BOOST_TEST_REQUIRE(rows->size() == 1u);
    BOOST_TEST(rows->front().model_id == "Acme/Dense");
    BOOST_TEST(rows->front().params.value() == 138'048u);
    BOOST_TEST(rows->front().params_b == 0.000138);
    BOOST_TEST(rows->front().layers == 2u);
    BOOST_TEST(rows->front().hidden == 64u);
    BOOST_TEST(rows->front().ctx_len.value() == 4096u);
    const auto report = parse_json(this->report(), "report");
    BOOST_TEST(report->at("unsized").as_array().size() == 4u);
    for (const auto& one : report->at("unsized").as_array())
        BOOST_TEST(!one.at("reason").as_string().empty(), one);
}

BOOST_AUTO_TEST_CASE(the_hub_gives_the_licence_that_no_listing_has)
{
    answer_with(
        "/api/models/Open/Weights",
        answer(R"({"id": "Open/Weights", "gated": false, "tags": ["license:MIT"]})")
    );
    muster_well({"run"});
    const auto first = kept_files();
    const auto staged = read_stage(text_of(data / "staging_candidates.json"));
    muster_well({"run"});

    BOOST_TEST_REQUIRE(staged.has_value());
    const auto weights = std::find_if(staged->begin(), staged->end(), [](const auto& one) {
        return one.model_id == "Open/Weights";
    });
    BOOST_TEST_REQUIRE((weights != staged->end()));
    BOOST_TEST(weights->license.value_or("none") == "mit");
    BOOST_TEST((kept_files() == first));
}

BOOST_AUTO_TEST_CASE(the_report_tells_of_every_source)
{
    muster_well({"run"});
    const auto report = parse_json(this->report(), "report");
    const auto& sources = report->at("sources").as_array();

    BOOST_TEST_REQUIRE(sources.size() == 3u);
    for (const auto& source : sources)
    {
        BOOST_TEST(source.at("verdict") == "ok", source);
        BOOST_TEST(source.at("used") == "fresh", source);
    }
    BOOST_TEST(sources[1].at("name") == "hub");
    BOOST_TEST(sources[1].at("pages").to_number<int>() == 2);
    BOOST_TEST(sources[1].at("rejected").to_number<int>() == 1);
    BOOST_TEST(report->at("unresolved").at(0).at("name") == "acme/closed");
    BOOST_TEST(report->at("steps").at("staged").to_number<int>() == 5);
}

BOOST_AUTO_TEST_CASE(o05_a_second_run_changes_no_byte)
{
    muster_well({"run"});
    const auto first = kept_files();
    muster_well({"run"});

    BOOST_TEST((kept_files() == first));
    BOOST_TEST(first.size() == 9u);
}

BOOST_AUTO_TEST_CASE(o05_plugins_in_workers_and_inside_give_the_same_bytes)
{
    muster_well({"run"});
    auto in_workers = kept_files();
    muster_well({"run", "--in-process"});

    BOOST_TEST((kept_files() == in_workers));
}

BOOST_AUTO_TEST_CASE(ingest_and_update_are_a_run_in_two_steps)
{
    muster_well({"run"});
    const auto whole = kept_files();
    for (const auto* file : {"staging_candidates.json", "models.json"})
        std::filesystem::remove(data / file);
    muster_well({"ingest"});
    BOOST_TEST(!std::filesystem::exists(data / "models.json"));
    muster_well({"update"});

    BOOST_TEST((kept_files() == whole));
}

BOOST_AUTO_TEST_CASE(an_update_honours_what_a_person_edited)
{
    muster_well({"run"});
    put_file(
        data / "staging_candidates.json",
        R"([{"model_id": "Acme/Dense", "source": "by-hand", "license": "mit"}])"
    );
    muster_well({"update"});
    const auto rows = read_models(models());

    BOOST_TEST_REQUIRE(rows->size() == 1u);
    BOOST_TEST(rows->front().license.value() == "mit");
    BOOST_TEST(rows->front().source.value() == "by-hand");
}

BOOST_AUTO_TEST_CASE(an_update_without_the_network_has_the_sizes_of_before)
{
    muster_well({"run"});
    const auto before = models();
    muster_well({"update", "--offline"});

    BOOST_TEST(models() == before);
}

BOOST_AUTO_TEST_CASE(the_catalog_is_laid_over_all)
{
    put_file(directory.path() / "old.json", R"([
        {"model_id": "acme/dense", "params_b": 7, "layers": 2, "hidden": 64,
         "moe_active_ratio": 0.0},
        {"model_id": "by/hand", "params_b": 70.0, "layers": 80, "hidden": 8192,
         "moe_active_ratio": 0.0, "ctx_len": 4096}])");
    const auto imported = muster_well({"catalog", "import", "old.json"});
    BOOST_TEST(imported.out.starts_with("2 entries added to "));
    muster_well({"run"});
    const auto rows = read_models(models());

    BOOST_TEST_REQUIRE(rows->size() == 2u);
    BOOST_TEST(rows->at(0).model_id == "acme/dense");
    BOOST_TEST(rows->at(0).params_b == 7.0);
    BOOST_TEST(rows->at(1).model_id == "by/hand");
    BOOST_TEST(rows->at(1).source.value() == "catalog");
}

BOOST_AUTO_TEST_CASE(importing_a_catalog_again_changes_nothing)
{
    put_file(directory.path() / "old.json", R"([{"model_id": "by/hand", "params_b": 70.0}])");
    muster_well({"catalog", "import", "old.json"});
    const auto before = text_of(data / "catalog.json");
    put_file(directory.path() / "old.json", R"([{"model_id": "By/Hand", "params_b": 1.0}])");
    const auto again = muster_well({"catalog", "import", "old.json"});

    BOOST_TEST(text_of(data / "catalog.json") == before);
    BOOST_TEST(again.out.starts_with("0 entries added to "));
}

BOOST_AUTO_TEST_SUITE_END()
