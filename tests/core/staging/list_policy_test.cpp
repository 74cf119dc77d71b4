#include "staging/list_policy.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>

using namespace muster;

namespace {

list_policy policy_of(const std::string& rules)
{
    auto policy = read_list_policy(R"({"rules": [)" + rules + "]}");
    BOOST_TEST_REQUIRE(policy.has_value(), policy.error().where);
    return *policy;
}

candidate popular_model(const std::string& id, double popularity = 0)
{
    candidate one;
    one.model_id = id;
    one.sources = {"hub"};
    one.popularity_score = popularity;
    return one;
}

std::string fault_of_policy(const std::string& text)
{
    const auto policy = read_list_policy(text);
    BOOST_TEST_REQUIRE(policy.has_error());
    return policy.error().where;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(list_policy_test)

BOOST_AUTO_TEST_CASE(a_part_of_the_id_or_its_owner_leaves_a_model_out)
{
    const auto policy = policy_of(
        R"({"id_contains": "tiny-random", "why": "random"}, {"owner": "tests", "why": "tests"})"
    );

    BOOST_TEST(reason_to_leave(popular_model("a/Tiny-Random-x"), {}, policy).value() == "random");
    BOOST_TEST(reason_to_leave(popular_model("Tests/x"), {}, policy).value() == "tests");
    BOOST_TEST(!reason_to_leave(popular_model("tests"), {}, policy));
    BOOST_TEST(!reason_to_leave(popular_model("a/tiny"), {}, policy));
}

BOOST_AUTO_TEST_CASE(a_floor_on_popularity_spares_what_several_list_or_nobody_counts)
{
    const auto policy = policy_of(R"({"popularity_below": 100, "why": "few downloads"})");
    auto several = popular_model("a/b", 5);
    several.sources = {"hub", "people"};

    BOOST_TEST(reason_to_leave(popular_model("a/b", 99), {}, policy).value() == "few downloads");
    BOOST_TEST(!reason_to_leave(popular_model("a/b", 100), {}, policy));
    BOOST_TEST(!reason_to_leave(popular_model("a/b", 0), {}, policy));
    BOOST_TEST(!reason_to_leave(several, {}, policy));
}

BOOST_AUTO_TEST_CASE(a_floor_on_size_needs_a_size)
{
    const auto policy = policy_of(R"({"params_b_below": 0.01, "why": "a toy"})");

    BOOST_TEST(reason_to_leave(popular_model("a/b"), 0.005, policy).value() == "a toy");
    BOOST_TEST(!reason_to_leave(popular_model("a/b"), 0.01, policy));
    BOOST_TEST(!reason_to_leave(popular_model("a/b"), {}, policy));
}

BOOST_AUTO_TEST_CASE(without_a_file_nothing_is_left_out)
{
    const auto policy = default_list_policy();

    BOOST_TEST(policy.rules.empty());
    BOOST_TEST((policy.where == left_out_of::models));
    BOOST_TEST((policy.variants == std::set<std::string>{"adapter", "quantized"}));
}

BOOST_AUTO_TEST_CASE(the_file_says_from_where_and_which_variants)
{
    const auto policy = read_list_policy(R"({"leave_out_of": "staging", "variants": ["merge"]})");

    BOOST_TEST_REQUIRE(policy.has_value());
    BOOST_TEST((policy->where == left_out_of::staging));
    BOOST_TEST((policy->variants == std::set<std::string>{"merge"}));
}

BOOST_AUTO_TEST_CASE(a_wrong_file_is_one_clear_sentence)
{
    BOOST_TEST(
        fault_of_policy(R"({"leave_out_of": "all"})") ==
        "policy.json: leave_out_of is neither models nor staging"
    );
    BOOST_TEST(
        fault_of_policy(R"({"rules": [{"why": "x"}]})").find("needs one condition") !=
        std::string::npos
    );
    BOOST_TEST(
        fault_of_policy(R"({"rules": [{"owner": "", "why": "x"}]})") ==
        "policy.json: rules[0].owner is empty: that would leave out everything"
    );
    BOOST_TEST(
        fault_of_policy(R"({"rules": [{"owner": "x"}]})") ==
        "policy.json: rules[0].why is missing or empty"
    );
    BOOST_TEST(fault_of_policy(R"({"rule": []})") == "policy.json: rule is not known here");
    BOOST_TEST(
        fault_of_policy(R"({"variants": ["copy"]})").find("variants may hold") != std::string::npos
    );
}

BOOST_AUTO_TEST_CASE(what_ships_is_read_and_spares_real_models)
{
    std::ifstream in(MUSTER_SOURCE_DIR "/data/policy.json");
    const auto policy = read_list_policy(std::string(std::istreambuf_iterator<char>(in), {}));

    BOOST_TEST_REQUIRE(policy.has_value(), policy.error().where);
    for (const auto* id :
         {"trl-internal-testing/tiny-Qwen2ForCausalLM",
          "hmellor/tiny-random-LlamaForCausalLM",
          "peft-internal-testing/opt-125m"})
        BOOST_TEST(reason_to_leave(popular_model(id), {}, *policy).has_value(), id);
    for (const auto* id :
         {"TinyLlama/TinyLlama-1.1B-Chat-v1.0",
          "microsoft/Phi-tiny-MoE-instruct",
          "bigcode/tiny_starcoder_py",
          "CohereLabs/tiny-aya-base"})
        BOOST_TEST(!reason_to_leave(popular_model(id), {}, *policy).has_value(), id);
}

BOOST_AUTO_TEST_SUITE_END()
