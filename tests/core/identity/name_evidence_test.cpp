#include "identity/name_evidence.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

using namespace muster;
using strings = std::vector<std::string>;

namespace {

const std::vector<named_row> rows = {
    {"qwen/qwen3-14b", "Qwen/Qwen3-14B"},
    {"deepseek/deepseek-r1:free", "deepseek-ai/DeepSeek-R1"},
    {"meta-llama/llama-guard-3-8b", "meta-llama/Llama-Guard-3-8B"},
    {"nvidia/nemotron-4", "nvidia/Nemotron-4"}};

name_match match(const std::string& name, const strings& known)
{
    const std::vector<std::string_view> ids(known.begin(), known.end());
    return name_evidence(rows, ids).match(name);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(name_evidence_test)

BOOST_AUTO_TEST_CASE(serving_variants_are_one_model)
{
    BOOST_TEST(without_serving_variant("a/b:free") == "a/b");
    BOOST_TEST(without_serving_variant("a/b") == "a/b");
    const auto told = match("deepseek/deepseek-r1:thinking", {});

    BOOST_TEST(told.model_id == "deepseek-ai/DeepSeek-R1");
    BOOST_TEST(told.is_told);
}

BOOST_AUTO_TEST_CASE(only_words_of_services_are_serving_variants)
{
    for (const auto* tail :
         {"free", "thinking", "extended", "nitro", "online", "floor", "exacto", "beta", "FREE"})
        BOOST_TEST(without_serving_variant("a/b:" + std::string(tail)) == "a/b", tail);
    for (const auto* name :
         {"a/b:30b",
          "a/b:v3.1",
          "a/b:base",
          "a/b:27b-it-qat",
          "a/b:1-free",
          "a/b:",
          "b:8b",
          "a:free/b"})
        BOOST_TEST(without_serving_variant(name) == name, name);
}

BOOST_AUTO_TEST_CASE(a_size_a_version_or_a_word_behind_a_colon_is_never_certain)
{
    const strings known = {
        "Qwen/Qwen3-14B",
        "Qwen/Qwen3-14B-Base",
        "Qwen/Qwen3-Coder-480B-A35B-Instruct",
        "deepseek-ai/DeepSeek-R1",
        "deepseek-ai/DeepSeek-Chat-V3.1",
        "Qwen/Qwen3-8B"};
    for (const auto* name :
         {"qwen/qwen3-14b:4b",
          "qwen/qwen3-14b:base",
          "qwen/qwen3-coder:480b",
          "qwen/qwen3:8b",
          "deepseek/deepseek-r1:8b",
          "deepseek/deepseek-chat:v3.1",
          "qwen/qwen3-14b:instruct"})
        BOOST_TEST(
            match(name, known).model_id.empty(), name << " is " << match(name, known).model_id
        );
    BOOST_TEST(match("qwen/qwen3:8b", known).likely == strings{"Qwen/Qwen3-8B"});
}

BOOST_AUTO_TEST_CASE(a_row_of_the_very_name_says_what_is_meant_whatever_is_behind_the_colon)
{
    const std::vector<named_row> named = {
        {"qwen/qwen3:8b", "Qwen/Qwen3-8B"}, {"qwen/qwen3:4b", "Qwen/Qwen3-4B"}};
    const name_evidence evidence(named, {});
    BOOST_TEST(evidence.match("qwen/qwen3:8b").model_id == "Qwen/Qwen3-8B");
    BOOST_TEST(evidence.match("qwen/qwen3:4b").model_id == "Qwen/Qwen3-4B");
    BOOST_TEST(evidence.match("qwen/qwen3").model_id.empty());
}

BOOST_AUTO_TEST_CASE(a_quantisation_behind_a_link_is_a_file_of_the_repository)
{
    for (const auto* tail :
         {"Q4_K_M",
          "q8_0",
          "IQ2_XXS",
          "UD-Q4_K_XL",
          "BF16",
          "F16",
          "latest",
          "MXFP4",
          "fp8",
          "TQ1_0"})
        BOOST_TEST(without_quantization("hf.co/a/b:" + std::string(tail)) == "hf.co/a/b", tail);
    for (const auto* link :
         {"hf.co/a/b:4b", "hf.co/a/b:27b-it-qat", "hf.co/a/b:base", "https://hf.co/a/b"})
        BOOST_TEST(without_quantization(link) == link, link);
}

BOOST_AUTO_TEST_CASE(spelling_alone_does_not_matter)
{
    BOOST_TEST(
        match("qwen/qwen-2.5-7b-instruct", {"Qwen/Qwen2.5-7B-Instruct", "Qwen/Qwen2.5-7B"})
            .model_id == "Qwen/Qwen2.5-7B-Instruct"
    );
    BOOST_TEST(
        match("nvidia/llama-3.1-nemotron-51b", {"nvidia/Llama-3_1-Nemotron-51B"}).model_id ==
        "nvidia/Llama-3_1-Nemotron-51B"
    );
}

BOOST_AUTO_TEST_CASE(owners_are_learnt_from_rows_that_tell_an_id)
{
    BOOST_TEST(
        match("deepseek/deepseek-v3", {"deepseek-ai/DeepSeek-V3"}).model_id ==
        "deepseek-ai/DeepSeek-V3"
    );
    BOOST_TEST(match("deepseek/deepseek-v3", {"unsloth/DeepSeek-V3"}).model_id.empty());
}

BOOST_AUTO_TEST_CASE(an_owner_that_was_not_learnt_is_likely_at_best)
{
    for (const auto& [name, id] : std::vector<std::pair<std::string, std::string>>{
             {"minimax/minimax-m2", "MiniMaxAI/MiniMax-M2"},
             {"anthropic/claude-opus-4", "anthropic-uncensored/claude-opus-4"},
             {"x-ai/grok-4", "x-ai-leaks/Grok-4"}})
    {
        const auto found = match(name, {id});
        BOOST_TEST(found.model_id.empty(), name);
        BOOST_TEST(found.likely == strings{id});
    }
    BOOST_TEST(
        match("minimax/minimax-m2", {"minimax/MiniMax-M2"}).model_id == "minimax/MiniMax-M2"
    );
    BOOST_TEST(match("deepseek/deepseek-v3", {"deepseek/DeepSeek-V3"}).model_id.empty());
    const std::array<std::string_view, 1> known = {"MiniMaxAI/MiniMax-M2"};
    const name_evidence told(rows, known, {{"minimax", {"minimaxai"}}});
    BOOST_TEST(told.match("minimax/minimax-m2").model_id == "MiniMaxAI/MiniMax-M2");
}

BOOST_AUTO_TEST_CASE(a_lookalike_of_a_known_owner_is_nobody)
{
    const strings known = {
        "Qwen/Qwen3-8B", "qwen-fans/Qwen3-8B", "qwen-a/Qwen3-8B-FP8", "qwen-b/Qwen3-8B-AWQ"};
    BOOST_TEST(match("qwen/qwen3-8b", known).model_id == "Qwen/Qwen3-8B");
    const auto closed = match("qwen/qwen-plus", {"qwen-fans/Qwen-Plus"});
    BOOST_TEST(closed.model_id.empty());
    BOOST_TEST(closed.likely.empty());
}

BOOST_AUTO_TEST_CASE(a_size_a_version_or_a_variant_that_differs_is_another_model)
{
    for (const auto* other :
         {"Qwen/Qwen3-8B-Base",
          "Qwen/Qwen3-8B-2507",
          "Qwen/Qwen3-80B",
          "Qwen/Qwen3.5-8B",
          "Qwen/Qwen3-VL-8B",
          "Qwen/Qwen3-8B-FP8",
          "Qwen/Qwen3-8B-Thinking"})
        BOOST_TEST(match("qwen/qwen3-8b", {other}).model_id.empty(), other);
}

BOOST_AUTO_TEST_CASE(instruct_may_be_unsaid_and_is_never_taken_for_the_base_model)
{
    BOOST_TEST(
        match("qwen/qwen3-8b", {"Qwen/Qwen3-8B-Instruct"}).model_id == "Qwen/Qwen3-8B-Instruct"
    );
    BOOST_TEST(
        match("qwen/qwen3-8b", {"Qwen/Qwen3-8B-Instruct", "Qwen/Qwen3-8B"}).model_id ==
        "Qwen/Qwen3-8B"
    );
    BOOST_TEST(match("qwen/qwen3-8b-instruct", {"Qwen/Qwen3-8B"}).model_id.empty());
}

BOOST_AUTO_TEST_CASE(size_and_month_of_release_tell_the_generation)
{
    BOOST_TEST(
        match("qwen/qwenlet-14b-2512", {"Qwen/Qwenlet-3-14B-Instruct-2512"}).model_id ==
        "Qwen/Qwenlet-3-14B-Instruct-2512"
    );
    BOOST_TEST(match("qwen/qwenlet-2512", {"Qwen/Qwenlet-3-14B-Instruct-2512"}).model_id.empty());
    BOOST_TEST(match("qwen/qwenlet-14b", {"Qwen/Qwenlet-3-14B-Instruct"}).model_id.empty());
    BOOST_TEST(
        match("qwen/qwenlet-14b-2512", {"Qwen/Qwenlet-3-14B-Reasoning-2512"}).model_id.empty()
    );
}

BOOST_AUTO_TEST_CASE(the_owner_in_a_name_may_be_unsaid)
{
    BOOST_TEST(
        match("meta-llama/llama-3-8b-instruct", {"meta-llama/Meta-Llama-3-8B-Instruct"}).model_id ==
        "meta-llama/Meta-Llama-3-8B-Instruct"
    );
}

BOOST_AUTO_TEST_CASE(the_only_word_of_a_name_is_no_brand)
{
    BOOST_TEST(match("nvidia/minitron", {"nvidia/Minitron"}).model_id == "nvidia/Minitron");
    BOOST_TEST(match("nvidia/minitron", {"nvidia/Nemotron", "nvidia/Other"}).model_id.empty());
    BOOST_TEST(match("nvidia/minitron", {"nvidia/Nemotron", "nvidia/Other"}).likely.empty());
}

BOOST_AUTO_TEST_CASE(of_two_formats_neither_is_certain)
{
    const auto both =
        match("nvidia/nemotron-30b", {"nvidia/Nemotron-30B-BF16", "nvidia/Nemotron-30B-FP8"});

    BOOST_TEST(both.model_id.empty());
    BOOST_TEST(both.likely == (strings{"nvidia/Nemotron-30B-BF16", "nvidia/Nemotron-30B-FP8"}));
    BOOST_TEST(
        match("nvidia/nemotron-30b", {"nvidia/Nemotron-30B-BF16"}).model_id ==
        "nvidia/Nemotron-30B-BF16"
    );
}

BOOST_AUTO_TEST_CASE(what_says_more_is_likely_the_nearest_first)
{
    const auto found = match(
        "qwen/qwen3-coder",
        {"Qwen/Qwen3-Coder-480B-A35B-Instruct", "Qwen/Qwen3-Coder-Next", "Qwen/Qwen3-8B"}
    );

    BOOST_TEST(found.model_id.empty());
    BOOST_TEST(
        found.likely == (strings{"Qwen/Qwen3-Coder-Next", "Qwen/Qwen3-Coder-480B-A35B-Instruct"})
    );
}

BOOST_AUTO_TEST_CASE(names_without_sense_match_nothing)
{
    for (const auto* name : {"", ":", "/", "qwen/", "/qwen3-8b", "qwen", "-/-", ":free"})
        BOOST_TEST(match(name, {"Qwen/Qwen3-8B", "-/-", "a/b"}).model_id.empty(), name);
}

BOOST_AUTO_TEST_SUITE_END()
