#include "muster/export_source.hpp"

#include <boost/test/unit_test.hpp>

using muster::plugin::minor_needed;

BOOST_AUTO_TEST_SUITE(minor_needed_test)

// A host of before would hand a list over as one value: it must say that it is too old instead.
BOOST_AUTO_TEST_CASE(l09_a_plugin_says_the_version_that_it_needs)
{
    BOOST_TEST(minor_needed(R"({"name": "a", "options": []})") == 0u);
    BOOST_TEST(minor_needed(R"({"content_age": "60d"})") == 0u);
    for (const auto* one : {R"("opt_in": true)", R"("names_only": true)"})
        BOOST_TEST(minor_needed(one) == 1u, one);
    for (const auto* one :
         {R"("opt_in": true, "list": true)",
          R"("beside": true)",
          R"("sets": {"a": "b"})",
          R"("type": "ids")"})
        BOOST_TEST(minor_needed(one) == 3u, one);
    BOOST_TEST(MUSTER_ABI_MINOR == 3);
}

BOOST_AUTO_TEST_SUITE_END()
