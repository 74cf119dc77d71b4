#include "data/own_files.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;

BOOST_AUTO_TEST_SUITE(own_files_test)

BOOST_AUTO_TEST_CASE(what_a_name_stands_for_gives_way_to_a_model_of_that_name)
{
    own_files own;
    decision made;
    made.id = "acme/large";
    made.as = "Acme/Large-70B";
    own.decisions = {made};
    BOOST_TEST(aliases_of(own).resolve("acme/large") == "Acme/Large-70B");

    auto& known = own.known["acme/large"];
    known.model_id = "Acme/Large";
    known.info = ask_state::present;
    BOOST_TEST(aliases_of(own).resolve("acme/large") == "acme/large");
}

BOOST_AUTO_TEST_SUITE_END()
