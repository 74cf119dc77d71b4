#include "review/review_data.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace muster;
namespace json = boost::json;

namespace {

json::array list(std::string_view text) { return json::parse(text).as_array(); }

}  // namespace

BOOST_AUTO_TEST_SUITE(review_data_test)

BOOST_AUTO_TEST_CASE(a_row_holds_what_all_files_say_of_a_model)
{
    review_material material;
    material.staged = list(R"([{"model_id": "a/B", "license": null, "source": "hub",
        "popularity_score": 7, "tags": ["chat"]}])");
    material.models = list(R"([{"model_id": "A/b", "params_b": 7.1, "license": "mit",
        "source": "catalog", "origin": {"params_b": "Hub totals", "layers": "config.json"}}])");
    material.catalog = list(R"([{"model_id": "a/b", "layers": 3}, {"model_id": "other/x"}])");
    material.evidence = list(R"([{"model_id": "a/b", "commit": "c", "config": {}}])");
    const auto document = review_data(material);

    const auto& rows = document.at("rows").as_array();
    BOOST_TEST_REQUIRE(rows.size() == 1u);
    const auto& row = rows[0].as_object();
    BOOST_TEST(row.at("model_id") == "a/B");
    BOOST_TEST(row.at("license") == "mit");
    BOOST_TEST(row.at("source") == "hub");
    BOOST_TEST(row.at("size").at("params_b") == 7.1);
    BOOST_TEST(row.at("pins").at("layers") == 3);
    BOOST_TEST(row.at("evidence").at("commit") == "c");
    BOOST_TEST(!row.at("evidence").as_object().contains("config"));
    const auto place = row.at("origin").at("params_b").to_number<std::size_t>();
    BOOST_TEST(document.at("origins").at(place) == "Hub totals");
}

BOOST_AUTO_TEST_CASE(builds_are_shown_under_their_model)
{
    review_material material;
    material.staged = list(R"([{"model_id": "a/B", "source": "hub"}, {"model_id": "c/D"}])");
    material.builds = list(R"([{"model_id": "A/b", "not_listed": 2,
        "builds": [{"repository": "q/B-GGUF", "format": "gguf", "by_owner": false}]},
        {"model_id": "not/staged", "builds": []}])");
    const auto rows = review_data(material).at("rows").as_array();

    BOOST_TEST_REQUIRE(rows.size() == 2u);
    BOOST_TEST(rows[0].at("builds").at("builds").at(0).at("repository") == "q/B-GGUF");
    BOOST_TEST(rows[0].at("builds").at("not_listed") == 2);
    BOOST_TEST(!rows[1].as_object().contains("builds"));
}

BOOST_AUTO_TEST_CASE(a_model_that_is_published_under_its_earlier_name_is_one_row)
{
    review_material material;
    material.aliases.add_owner("Old", "New");
    material.staged = list(R"([{"model_id": "New/x", "source": "hub"},
        {"model_id": "New/y", "source": "hub"}, {"model_id": "New/z", "source": "hub"}])");
    material.models = list(R"([{"model_id": "New/z", "params_b": 2},
        {"model_id": "Old/x", "params_b": 1}, {"model_id": "Old/z", "params_b": 3}])");
    material.report =
        json::parse(R"({"unsized": [{"model_id": "Old/y", "reason": "gated"}]})").as_object();
    material.evidence = list(R"([{"model_id": "New/x", "commit": "c"}])");
    const auto document = review_data(material);

    const auto& rows = document.at("rows").as_array();
    BOOST_TEST_REQUIRE(rows.size() == 4u);
    BOOST_TEST(rows[0].at("model_id") == "Old/x");
    BOOST_TEST(rows[0].at("staged_as") == "New/x");
    BOOST_TEST(rows[0].at("size").at("params_b") == 1);
    BOOST_TEST(rows[0].at("evidence").at("commit") == "c");
    BOOST_TEST(rows[1].at("unsized") == "gated");
    BOOST_TEST(rows[2].at("model_id") == "New/z");
    BOOST_TEST(rows[3].at("model_id") == "Old/z");
}

BOOST_AUTO_TEST_CASE(models_that_nobody_staged_are_shown_too)
{
    review_material material;
    material.models = list(R"([{"model_id": "a/pinned", "params_b": 1}])");
    material.report =
        json::parse(R"({"unsized": [{"model_id": "a/old", "reason": "gated"}, 7]})").as_object();
    const auto document = review_data(material);
    const auto& rows = document.at("rows").as_array();
    BOOST_TEST_REQUIRE(rows.size() == 2u);
    BOOST_TEST(rows[0].at("model_id") == "a/pinned");
    BOOST_TEST(rows[1].at("unsized") == "gated");
}

BOOST_AUTO_TEST_CASE(what_has_no_row_is_told_in_numbers)
{
    review_material material;
    material.staged = list(R"([{"model_id": "a/first"}])");
    material.staged_count = 7000;
    material.report = json::parse(R"({"unsized": [{"model_id": "a/first", "reason": "gated"},
        {"model_id": "a/far", "reason": "gated"}]})")
                          .as_object();
    const auto document = review_data(material);
    const auto& rows = document.at("rows").as_array();
    BOOST_TEST_REQUIRE(rows.size() == 1u);
    BOOST_TEST(rows[0].at("unsized") == "gated");
    BOOST_TEST(
        json::serialize(document.at("whole")) == R"({"candidates":7000,"models":0,"listed":5000})"
    );

    material.staged_count = 1;
    BOOST_TEST(!review_data(material).contains("whole"));
}

BOOST_AUTO_TEST_CASE(a_state_that_is_not_known_is_absent)
{
    review_material material;
    BOOST_TEST(!review_data(material).at("changes").as_object().contains("models"));
    material.changes.models = row_diff();
    const auto document = review_data(material);
    const auto& changes = document.at("changes").as_object();
    BOOST_TEST(changes.at("models").at("added").as_array().empty());
    BOOST_TEST(!changes.contains("staged"));
}

BOOST_AUTO_TEST_CASE(changes_are_told_in_the_words_of_a_comparison)
{
    review_material material;
    material.changes.models = *diff_rows(
        {R"([{"model_id": "a/b", "params_b": 7, "kv_heads": 8, "license": null},
             {"model_id": "a/same", "params_b": 1, "origin": {"params_b": "one"}}])",
         "before"},
        {R"([{"model_id": "a/b", "params_b": 14, "kv_heads": 4, "license": "mit"},
             {"model_id": "a/same", "params_b": 1, "origin": {"params_b": "other"}},
             {"model_id": "c/d", "params_b": 2}])",
         "after"}
    );
    const auto document = review_data(material);
    const auto& changes = document.at("changes").at("models").as_object();

    BOOST_TEST(
        changes.at("changed") == list(R"([{"model_id": "a/b",
            "what": "parameters 7 B → 14 B (2.00×), KV heads 8 → 4 (0.50×), licence none → mit"}])")
    );
    BOOST_TEST(changes.at("added") == list(R"([{"model_id": "c/d", "what": "2 B parameters"}])"));
    BOOST_TEST(changes.at("gone").as_array().empty());
}

BOOST_AUTO_TEST_CASE(the_page_is_told_how_fields_are_called)
{
    const auto fields = review_data({}).at("fields").as_array();
    BOOST_TEST(fields.at(0).at("name") == "params_b");
    BOOST_TEST(fields.at(0).at("words") == "parameters");
    BOOST_TEST(fields.at(0).at("unit") == " B");
}

BOOST_AUTO_TEST_SUITE_END()
