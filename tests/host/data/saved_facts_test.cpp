#include "data/saved_facts.hpp"
#include "support/record_of.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace muster;
using test::add;
using test::listed_model;

BOOST_AUTO_TEST_SUITE(saved_facts_test)

BOOST_AUTO_TEST_CASE(of_two_spellings_the_same_one_counts_in_any_order)
{
    std::vector<listed_model> models(2);
    models[0].model_id = "Acme/Mini";
    models[0].facts.commit = "of the capital one";
    models[1].model_id = "acme/mini";
    models[1].facts.commit = "of the small one";
    for (int order = 0; order < 2; ++order)
    {
        listing published;
        for (const auto& one : models)
            add(published.models, one);
        facts_by_id facts;
        add_facts(published, facts);
        BOOST_TEST(facts.at("acme/mini").commit == "of the capital one");
        std::reverse(models.begin(), models.end());
    }
}

BOOST_AUTO_TEST_CASE(facts_that_are_there_stay)
{
    listing published;
    listed_model one;
    one.model_id = "a/b";
    one.facts.commit = "later";
    add(published.models, one);
    facts_by_id facts = {{"a/b", {}}};
    facts["a/b"].commit = "first";
    add_facts(published, facts);
    BOOST_TEST(facts.at("a/b").commit == "first");
}

BOOST_AUTO_TEST_SUITE_END()
