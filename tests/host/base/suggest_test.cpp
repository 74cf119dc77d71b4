#include "base/suggest.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace muster;

namespace {

const std::vector<std::string> known = {"run", "ingest", "update", "sources", "hub.limit"};

}  // namespace

BOOST_AUTO_TEST_SUITE(suggest_test)

BOOST_AUTO_TEST_CASE(a_slip_is_recognised)
{
    BOOST_TEST(suggest("ingset", known) == "ingest");
    BOOST_TEST(suggest("rnu", known) == "run");
    BOOST_TEST(suggest("source", known) == "sources");
    BOOST_TEST(suggest("hub.limt", known) == "hub.limit");
}

BOOST_AUTO_TEST_CASE(another_word_is_not)
{
    BOOST_TEST(suggest("frobnicate", known).empty());
    BOOST_TEST(suggest("", known).empty());
    BOOST_TEST(suggest("xyz", known).empty());
    BOOST_TEST(suggest("run", {}).empty());
}

BOOST_AUTO_TEST_CASE(the_nearest_is_meant)
{
    const std::vector<std::string> near = {"limits", "limit", "lim"};

    BOOST_TEST(suggest("limi", near) == "limit");
}

BOOST_AUTO_TEST_CASE(the_question_is_asked_only_when_there_is_one)
{
    BOOST_TEST(did_you_mean("updaet", known) == "; did you mean update?");
    BOOST_TEST(did_you_mean("frobnicate", known).empty());
}

BOOST_AUTO_TEST_SUITE_END()
