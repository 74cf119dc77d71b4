#include "catalog/diff.hpp"
#include "muster/json_text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;
namespace json = boost::json;

namespace {

result<row_diff> compare(std::string_view before, std::string_view after)
{
    return diff_rows({before, "a.json"}, {after, "b.json"});
}

row_diff compare_well(std::string_view before, std::string_view after)
{
    auto diff = compare(before, after);
    BOOST_TEST_REQUIRE(diff.has_value(), diff.error().where);
    return std::move(*diff);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(diff_test)

BOOST_AUTO_TEST_CASE(a_file_does_not_differ_from_itself)
{
    const auto file = R"([{"model_id": "a/b", "layers": 2, "origin": {"layers": "config"}}])";
    const auto diff = compare_well(file, file);
    BOOST_TEST(diff.is_empty());
    BOOST_TEST(diff.unchanged == 1u);
}

BOOST_AUTO_TEST_CASE(rows_come_and_go)
{
    const auto diff = compare_well(
        R"([{"model_id": "a/stays"}, {"model_id": "a/goes", "layers": 3}])",
        R"([{"model_id": "a/comes", "layers": 4}, {"model_id": "a/stays"}])"
    );
    BOOST_TEST_REQUIRE(diff.added.size() == 1u);
    BOOST_TEST(json::serialize(diff.added[0].read()) == R"({"model_id":"a/comes","layers":4})");
    BOOST_TEST_REQUIRE(diff.gone.size() == 1u);
    BOOST_TEST(json::serialize(diff.gone[0].read()) == R"({"model_id":"a/goes","layers":3})");
}

BOOST_AUTO_TEST_CASE(a_change_has_both_values_and_absent_is_null)
{
    const auto diff = compare_well(
        R"([{"model_id": "a/b", "layers": 2, "ctx_len": 4096}])",
        R"([{"model_id": "a/b", "layers": 3, "license": "mit"}])"
    );
    std::string text;
    text_in_pieces out([&text](std::string_view piece) { text += piece; });
    write_json(diff, {{{"model_id", "a/held"}}}, out);
    BOOST_TEST(
        text == to_json_text(json::parse(
                    R"({"added":[],"gone":[],"changed":[{"model_id":"a/b","fields":{)"
                    R"("layers":{"before":2,"after":3},"ctx_len":{"before":4096,"after":null},)"
                    R"("license":{"before":null,"after":"mit"}}}],"moved":[],)"
                    R"("held":[{"model_id":"a/held"}],"archived":[],"back":[],"unlisted":[]})"
                ))
    );
}

BOOST_AUTO_TEST_CASE(a_new_spelling_is_a_change_of_the_same_model)
{
    const auto diff = compare_well(R"([{"model_id": "acme/M"}])", R"([{"model_id": "Acme/M"}])");
    BOOST_TEST(diff.added.empty());
    BOOST_TEST_REQUIRE(diff.changed.size() == 1u);
    BOOST_TEST(diff.changed[0].model_id == "Acme/M");
    BOOST_TEST(diff.changed[0].fields.at(0).field == "model_id");
}

BOOST_AUTO_TEST_CASE(other_evidence_for_the_same_values_is_told_apart)
{
    const auto diff = compare_well(
        R"([{"model_id": "a/b", "layers": 2, "origin": {"layers": "config"}},
            {"model_id": "a/c", "layers": 2, "origin": {"layers": "config"}}])",
        R"([{"model_id": "a/b", "layers": 2, "origin": {"layers": "headers"}},
            {"model_id": "a/c", "layers": 3, "origin": {"layers": "headers"}}])"
    );
    BOOST_TEST_REQUIRE(diff.changed.size() == 2u);
    BOOST_TEST(diff.changed[0].is_evidence_alone());
    BOOST_TEST(diff.changed[0].fields.at(0).field == "origin.layers");
    BOOST_TEST(!diff.changed[1].is_evidence_alone());
}

BOOST_AUTO_TEST_CASE(popularity_is_compared_by_rank_among_those_that_stayed)
{
    const auto diff = compare_well(
        R"([{"model_id": "a/1", "popularity_score": 9}, {"model_id": "a/2", "popularity_score": 8},
            {"model_id": "a/3", "popularity_score": 7}, {"model_id": "a/4", "popularity_score": 6}])",
        R"([{"model_id": "a/new", "popularity_score": 99},
            {"model_id": "a/4", "popularity_score": 30}, {"model_id": "a/1", "popularity_score": 20},
            {"model_id": "a/2", "popularity_score": 10}, {"model_id": "a/3", "popularity_score": 5}])"
    );
    BOOST_TEST(diff.changed.empty());
    BOOST_TEST(diff.unchanged == 4u);
    BOOST_TEST_REQUIRE(diff.moved.size() == 4u);
    BOOST_TEST(diff.moved[0].model_id == "a/4");
    BOOST_TEST(diff.moved[0].from == 4u);
    BOOST_TEST(diff.moved[0].to == 1u);
    BOOST_TEST(diff.moved[1].model_id == "a/1");
}

BOOST_AUTO_TEST_CASE(a_number_is_the_same_however_it_is_written)
{
    BOOST_TEST(compare_well(
                   R"([{"model_id": "a/b", "params_b": 7}])",
                   R"([{"model_id": "a/b", "params_b": 7.0}])"
    )
                   .is_empty());
}

BOOST_AUTO_TEST_CASE(the_first_of_two_faults_is_told)
{
    const std::string first = R"([{"model_id": "a/b"}, )";
    BOOST_TEST(
        compare(first + R"({"model_id": "A/b"}, {]}])", "[]").error().where ==
        "a.json: [1]: A/b is listed twice"
    );
    BOOST_TEST(
        compare(first + R"({"no": "id"}, {"model_id": "A/b"}])", "[]").error().where ==
        "a.json: [1].model_id is missing or empty"
    );
}

BOOST_AUTO_TEST_CASE(what_is_no_list_of_models_is_refused_with_its_place)
{
    const auto where = [](std::string_view before, std::string_view after) {
        return compare(before, after).error().where;
    };
    BOOST_TEST(where("{}", "[]") == "a.json: not a list of models");
    BOOST_TEST(where("[]", "[7]") == "b.json: [0] is not an object");
    BOOST_TEST(
        where("[]", R"([{"model_id": "a/b"}, {"layers": 1}])") ==
        "b.json: [1].model_id is missing or empty"
    );
    BOOST_TEST(
        where("[]", R"([{"model_id": "a/b"}, {"model_id": "A/B"}])") ==
        "b.json: [1]: A/B is listed twice"
    );
}

BOOST_AUTO_TEST_SUITE_END()
