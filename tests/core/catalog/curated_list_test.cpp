#include "catalog/curated_list.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

BOOST_AUTO_TEST_SUITE(curated_list_test)

BOOST_AUTO_TEST_CASE(a_new_model_is_the_last_and_all_other_bytes_stay)
{
    const std::string before = "[\n\t{ \"model_id\":\"b/b\",\"score\": 2 },\n\t{\"model_id\": "
                               "\"a/a\"}\n]\n";
    const auto text = add_to_curated(before, "c/c", "asked \"twice\"");

    BOOST_TEST_REQUIRE(text.has_value());
    BOOST_TEST(
        *text == before.substr(0, before.size() - 3) +
                     ",\n\t{\n\t  \"model_id\": \"c/c\",\n\t  \"why\": \"asked \\\"twice\\\"\"\n"
                     "\t}\n]\n"
    );
    BOOST_TEST(
        *read_curated_ids(*text) == (std::vector<std::string>{"b/b", "a/a", "c/c"}),
        boost::test_tools::per_element()
    );
}

BOOST_AUTO_TEST_CASE(an_empty_list_gets_its_first_model)
{
    BOOST_TEST(*add_to_curated("[]", "a/a", "") == "[\n  {\n    \"model_id\": \"a/a\"\n  }\n]\n");
}

BOOST_AUTO_TEST_CASE(a_list_that_cannot_be_read_gains_nothing)
{
    BOOST_TEST(
        add_to_curated("{}", "a/a", "", "x.json").error().where == "x.json: not a JSON list"
    );
    BOOST_TEST(
        add_to_curated("[{}]", "a/a", "", "x.json").error().where ==
        "x.json: [0].model_id is missing or empty"
    );
}

BOOST_AUTO_TEST_SUITE_END()
