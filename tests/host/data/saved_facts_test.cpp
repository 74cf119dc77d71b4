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
        facts.add(published);
        BOOST_TEST(facts.at("acme/mini").commit == "of the capital one");
        std::reverse(models.begin(), models.end());
    }
}

BOOST_AUTO_TEST_CASE(facts_that_are_there_stay)
{
    facts_by_id facts;
    for (const auto* commit : {"first", "later"})
    {
        listing published;
        listed_model one;
        one.model_id = "a/b";
        one.facts.commit = commit;
        add(published.models, one);
        facts.add(published);
    }
    BOOST_TEST(facts.at("A/b").commit == "first");
    BOOST_TEST(facts.size() == 1u);
    BOOST_TEST(!facts.find("a/c"));
}

BOOST_AUTO_TEST_CASE(that_everybody_sees_a_model_is_said_where_it_has_facts)
{
    listing published;
    listed_model one;
    one.model_id = "a/b";
    one.facts.commit = "first";
    add(published.models, one);
    facts_by_id facts;
    facts.add(published);
    BOOST_TEST(!facts.at("a/b").is_public_today);
    facts.note_public("A/B");
    facts.note_public("a/c");
    BOOST_TEST(facts.at("a/b").is_public_today);
    BOOST_TEST(facts.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
