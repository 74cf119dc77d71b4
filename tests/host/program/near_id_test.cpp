#include "program/near_id.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace muster;

BOOST_AUTO_TEST_SUITE(near_id_test)

BOOST_AUTO_TEST_CASE(a_name_without_its_owner_or_a_slip_finds_its_model)
{
    const std::vector<std::string> known = {"Qwen/Qwen3-8B", "openai/gpt-oss-20b"};
    BOOST_TEST(did_you_mean_id("qwen3-8b", known) == "; did you mean Qwen/Qwen3-8B?");
    BOOST_TEST(did_you_mean_id("someone/Qwen3-8B", known) == "; did you mean Qwen/Qwen3-8B?");
    BOOST_TEST(did_you_mean_id("OpenAI/gpt-os-20b", known) == "; did you mean openai/gpt-oss-20b?");
    BOOST_TEST(did_you_mean_id("x/y", known) == "");
    BOOST_TEST(did_you_mean_id("x/y", {}) == "");
}

BOOST_AUTO_TEST_SUITE_END()
