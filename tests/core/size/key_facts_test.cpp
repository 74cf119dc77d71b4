#include "size/facts/key_facts.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;

namespace {

constexpr auto entry = R"("config": {"model_type": "llama", "num_hidden_layers": 2},
    "from": "a listing", "checked": "2026-10-12")";

std::string entry_of(const std::string& model_id)
{
    return R"({"model_id": ")" + model_id + "\", " + entry + "}";
}

std::string fault_of(const std::string& list)
{
    const auto read = read_key_facts(list, "f.json");
    return read.has_error() ? read.error().where : "";
}

std::string fault_of_members(const std::string& members)
{
    return fault_of(R"([{"model_id": "a/b", )" + members + "}]");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(key_facts_test)

BOOST_AUTO_TEST_CASE(an_entry_is_read_with_where_it_is_from)
{
    const auto read = read_key_facts("[" + entry_of("a/b") + "]");

    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST_REQUIRE(read->size() == 1u);
    const auto& facts = read->front();
    BOOST_TEST(facts.model_id == "a/b");
    BOOST_TEST((facts.config.at("num_hidden_layers") == 2));
    BOOST_TEST(facts.from == "a listing");
    BOOST_TEST(facts.checked == "2026-10-12");
}

BOOST_AUTO_TEST_CASE(an_empty_list_holds_nothing) { BOOST_TEST(read_key_facts("[]")->empty()); }

BOOST_AUTO_TEST_CASE(what_is_missing_or_of_another_kind_is_named_with_its_place)
{
    BOOST_TEST(fault_of("{}") == "f.json: not a JSON list");
    BOOST_TEST(fault_of("[7]") == "f.json: [0] is not an object");
    BOOST_TEST(fault_of("[" + entry_of("a b") + "]").starts_with("f.json: [0].model_id is not"));
    BOOST_TEST(fault_of_members(R"("from": "x")") == "f.json: [0].config is missing");
    BOOST_TEST(fault_of_members(R"("config": 7)") == "f.json: [0].config is not an object");
    BOOST_TEST(
        fault_of_members(R"("config": {"hidden_size": 8}, "from": "x", "checked": "2026-10-12")") ==
        "f.json: [0].config.model_type is missing or empty"
    );
    const std::string config = R"("config": {"model_type": "llama"}, )";
    BOOST_TEST(
        fault_of_members(config + R"("checked": "2026-10-12")") ==
        "f.json: [0].from is missing or empty"
    );
    BOOST_TEST(
        fault_of_members(config + R"("from": "x", "checked": "last week")") ==
        "f.json: [0].checked is not a date such as 2026-10-12"
    );
    BOOST_TEST(
        fault_of_members(std::string(entry) + R"(, "layers": 2)") ==
        "f.json: [0].layers is not known here"
    );
}

BOOST_AUTO_TEST_CASE(a_model_named_twice_is_refused_whatever_its_letter_case)
{
    BOOST_TEST(
        fault_of("[" + entry_of("a/b") + ", " + entry_of("A/B") + "]") ==
        "f.json: [1].model_id names a model that an earlier entry names already"
    );
}

BOOST_AUTO_TEST_SUITE_END()
