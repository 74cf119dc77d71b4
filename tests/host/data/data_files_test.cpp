#include "data/data_files.hpp"
#include "support/files.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;

BOOST_AUTO_TEST_SUITE(data_files_test)

BOOST_AUTO_TEST_CASE(what_a_name_stands_for_gives_way_to_a_model_of_that_name)
{
    data_files own;
    decision made;
    made.id = "acme/large";
    made.as = "Acme/Large-70B";
    own.decisions = {made};
    BOOST_TEST(aliases_of(own).resolve("acme/large") == "Acme/Large-70B");

    evidence known;
    known.model_id = "Acme/Large";
    known.info = ask_state::present;
    own.known.put(known);
    BOOST_TEST(aliases_of(own).resolve("acme/large") == "acme/large");
}

BOOST_AUTO_TEST_CASE(key_facts_are_found_under_the_name_of_then_and_of_today)
{
    const temporary_directory data;
    put_file(data.path() / "facts.json", R"([{"model_id": "Old/Model", "config":
        {"model_type": "llama"}, "from": "a listing", "checked": "2026-10-12"}])");
    put_file(data.path() / "aliases.json", R"([{"owner": "old", "now": "New", "why": "moved"}])");

    const auto own = read_data_files(data.path());

    BOOST_TEST_REQUIRE(own.has_value(), own.error().where);
    const auto facts = key_facts_of(*own);
    BOOST_TEST_REQUIRE(find_key_facts(facts, "old/model") != nullptr);
    BOOST_TEST(find_key_facts(facts, "New/Model") == find_key_facts(facts, "old/model"));
    BOOST_TEST(find_key_facts(facts, "a/b") == nullptr);
}

BOOST_AUTO_TEST_CASE(key_facts_that_cannot_be_read_are_told_with_what_to_do)
{
    const temporary_directory data;
    BOOST_TEST(read_data_files(data.path()).has_value());

    const auto file = data.path() / "facts.json";
    put_file(file, R"([{"model_id": "a/b"}])");
    const auto own = read_data_files(data.path());

    BOOST_TEST_REQUIRE(own.has_error());
    BOOST_TEST(
        own.error().where ==
        file.string() + ": [0].config is missing; mend the file, or take it away"
    );
}

BOOST_AUTO_TEST_SUITE_END()
