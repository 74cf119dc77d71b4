#include "core/size/sized_config.hpp"
#include "size/assess.hpp"
#include "size/facts/config_text.hpp"

#include <boost/json/parse.hpp>

#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>

using namespace muster;

namespace json = boost::json;

// Classes of one type differ in what stands at their end: rerankers, reward models, bare encoders.

namespace {

// 2 layers of 4 x 64 x 64 + 3 x 64 x 128 + 128, and a last norm; tables of 64,000.
constexpr std::uint64_t table = 64'000;
constexpr std::uint64_t bare_llama = table + 2 * (16'384 + 24'576 + 128) + 64;

std::string llama(const std::string& name, const std::string& more = "")
{
    return R"({"model_type": "llama", "architectures": [")" + name + R"("], "hidden_size": 64,
        "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 128,
        "vocab_size": 1000, "max_position_embeddings": 64)" +
           (more.empty() ? "" : ", ") + more + "}";
}

assessment assessed(const std::string& config, std::optional<std::uint64_t> total = {})
{
    evidence known{.model_id = "a/b", .info = ask_state::present, .total = total};
    known.config = *read_config(config);
    known.config_state = ask_state::present;
    return assess(known, {.may_ask = false});
}

constexpr const char* five_labels =
    R"("id2label": {"0": "a", "1": "b", "2": "c", "3": "d", "4": "e"})";

}  // namespace

BOOST_AUTO_TEST_SUITE(class_heads_test)

// By tests/truth/generate_class_cases.py --heads. What is not claimed may be wrong.
BOOST_AUTO_TEST_CASE(what_is_claimed_of_another_class_is_what_it_counts)
{
    std::ifstream file(MUSTER_SOURCE_DIR "/tests/truth/class_heads.jsonl");
    std::size_t claimed = 0;
    std::size_t right = 0;
    std::size_t others = 0;
    std::set<std::string> others_wrong;
    for (std::string line; std::getline(file, line);)
    {
        const auto one = json::parse(line).as_object();
        const std::string name(one.at("case").as_string());
        const auto config = read_config(json::serialize(one.at("config")));
        BOOST_TEST_REQUIRE(config.has_value(), name);
        const auto size = size_from_config(*config);
        const auto expected = one.at("params").to_number<std::uint64_t>();
        const bool is_right =
            size.has_value() &&
            size->text_params + size->tower_params - size->unused_params == expected;
        if (!size.has_value() || !size->is_proven)
        {
            others += 1;
            if (size.has_value() && !is_right)
                others_wrong.insert(name);
            continue;
        }
        claimed += 1;
        right += is_right ? 1 : 0;
        BOOST_TEST(is_right, name << ": " << size->text_params << " but " << expected);
    }
    std::cout << "other classes: " << right << " of " << claimed << " claimed are right, " << others
              << " are not claimed; of these wrong:";
    for (const auto& name : others_wrong)
        std::cout << ' ' << name;
    std::cout << '\n';
    BOOST_TEST(claimed == 162u);
    BOOST_TEST(claimed + others == 519u);
}

BOOST_AUTO_TEST_CASE(decoders_have_a_classifier_in_place_of_an_output_head)
{
    using test::params_of;
    BOOST_TEST(params_of(llama("LlamaForCausalLM")) == bare_llama + table);
    BOOST_TEST(params_of(llama("LlamaModel")) == bare_llama);
    BOOST_TEST(
        params_of(llama("LlamaForSequenceClassification", five_labels)) == bare_llama + 64 * 5
    );
    BOOST_TEST(
        params_of(llama("LlamaForSequenceClassification", R"("num_labels": 1)")) == bare_llama + 64
    );
    BOOST_TEST(params_of(llama("LlamaForTokenClassification", five_labels)) == bare_llama + 65 * 5);
    BOOST_TEST(params_of(llama("LlamaForQuestionAnswering")) == bare_llama + 65 * 2);
    // By its total the same, and of one that has an output head after all, that.
    const auto scores = llama("LlamaForSequenceClassification", five_labels);
    for (const auto total : {bare_llama + 64 * 5, bare_llama + table})
    {
        const auto found = assessed(scores, total);
        BOOST_TEST(found.size.is_exact, total);
        BOOST_TEST((found.size.params == total));
    }
}

// As Qwen2.5-Math-PRM-7B says it, whose class was counted.
BOOST_AUTO_TEST_CASE(reward_models_end_in_layers_of_their_own)
{
    const auto size = test::size_of(
        R"({"model_type": "qwen2", "architectures": ["Qwen2ForProcessRewardModel"],
            "hidden_size": 3584, "num_hidden_layers": 28, "num_attention_heads": 28,
            "num_key_value_heads": 4, "intermediate_size": 18944, "vocab_size": 152064,
            "max_position_embeddings": 4096})"
    );
    BOOST_TEST(size.text_params == 7'083'474'946u);
    BOOST_TEST(size.is_proven);
}

BOOST_AUTO_TEST_CASE(of_a_strangers_class_nothing_is_exact_by_its_configuration)
{
    BOOST_TEST(test::size_of(llama("LlamaForCausalLM")).is_proven);
    for (const auto* const name :
         {"FooLlamaForCausalLM",
          "LlamaForRewardModel",
          "LlamaDoubleHeadsModel",
          "LlamaForSomethingElse",
          "MistralForCausalLM"})
        BOOST_TEST(!test::size_of(llama(name)).is_proven, name);
    // Its total may say so.
    BOOST_TEST(assessed(llama("FooLlamaForCausalLM"), bare_llama + table).size.is_exact);
}

BOOST_AUTO_TEST_CASE(a_draft_head_is_named_as_such)
{
    for (const auto& config :
         {llama("LlamaForCausalLMEagle3"),
          llama("LlamaForCausalLM", R"("draft_vocab_size": 500)"),
          llama("MedusaModel")})
    {
        const auto size = size_from_config(*read_config(config));
        BOOST_TEST_REQUIRE(size.has_error());
        BOOST_TEST(
            (size.error().where.find("describes a draft head") != std::string::npos),
            size.error().where
        );
    }
}

// Layers of which nobody says how they are made.
BOOST_AUTO_TEST_CASE(what_differs_by_layer_and_is_not_read_so_is_not_exact)
{
    for (const auto* const more :
         {R"("num_key_value_heads": [4, 2])",
          R"("layer_types": ["full_attention", "linear_attention"])",
          R"("layer_types": ["full_attention", "strange_attention"])",
          R"("layer_types": ["full_attention", null])"})
    {
        const auto found = assessed(llama("LlamaForCausalLM", more));
        BOOST_TEST(!found.size.is_exact, more);
        BOOST_TEST(!found.size.kv_bytes_per_token.has_value(), more);
    }
    BOOST_TEST(assessed(llama("LlamaForCausalLM", R"("num_key_value_heads": [4, 4])")).size.is_exact
    );
}

// The table of words, which is not active, or the head, which is: one of them is missing.
BOOST_AUTO_TEST_CASE(without_an_output_head_it_is_not_known_what_is_active)
{
    const auto untied = llama("LlamaForCausalLM", R"("tie_word_embeddings": false)");
    const auto found = assessed(untied, bare_llama);
    BOOST_TEST((found.size.params == bare_llama));
    BOOST_TEST(!found.size.active_params.has_value());
    // Where nothing is said of it, the input embedding is the head.
    const auto tied = assessed(llama("LlamaForCausalLM"), bare_llama);
    BOOST_TEST((tied.size.params == bare_llama));
    BOOST_TEST((tied.size.active_params == bare_llama));
}

BOOST_AUTO_TEST_SUITE_END()
