#include "core/size/sized_config.hpp"
#include "size/packing/module_patterns.hpp"

#include <algorithm>
#include <string>

using namespace muster;
using muster::test::size_of;

// Which matrices a quantization_config packs, and how.

namespace {

bool means(std::string_view pattern, std::string_view module)
{
    auto left = expression_limit;
    const auto found = module_pattern(pattern).matches(module, left);
    BOOST_TEST_REQUIRE(found.has_value(), pattern);
    return *found;
}

std::string with_quantisation(const std::string& quantisation)
{
    return R"({"model_type": "qwen3_moe", "hidden_size": 1024, "num_hidden_layers": 3,
        "intermediate_size": 4096, "moe_intermediate_size": 512, "num_attention_heads": 8,
        "num_key_value_heads": 2, "head_dim": 128, "num_experts": 16, "num_experts_per_tok": 2,
        "mlp_only_layers": [0], "vocab_size": 8192, "tie_word_embeddings": false, )" +
           quantisation + "}";
}

// "experts 4 bits 25165824": sorts of weights, as they are packed.
std::string packed_by(const std::string& quantisation)
{
    std::string words;
    for (const auto& part : size_of(with_quantisation(quantisation)).packed)
        words += (words.empty() ? "" : ", ") + std::string(part.name) + ' ' +
                 std::to_string(part.bits) + " bits " + std::to_string(part.weights) + " by " +
                 std::to_string(part.groups == 0 ? 0 : part.weights / part.groups);
    return words;
}

std::string compressed(const std::string& groups, const std::string& ignored = "")
{
    return R"("quantization_config": {"quant_method": "compressed-tensors",
        "format": "pack-quantized", "ignore": [)" +
           ignored + R"(], "config_groups": {)" + groups + "}}";
}

std::string group(const std::string& name, const std::string& targets, int bits, int size)
{
    return '"' + name + R"(": {"targets": [)" + targets + R"(], "weights": {"num_bits": )" +
           std::to_string(bits) + R"(, "type": "int", "group_size": )" + std::to_string(size) +
           "}}";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(module_packing_test)

BOOST_AUTO_TEST_CASE(patterns_are_names_globs_or_expressions)
{
    constexpr std::string_view query = "layers.12.self_attn.q_proj";
    for (const auto* const pattern :
         {"self_attn",
          "layers.12",
          "model.layers.12.self_attn.q_proj",
          "model.layers.12*",
          "*.self_attn.*",
          "model.layers.*.self_attn",
          "re:.*self_attn.*",
          "re:.*\\.(q|k)_proj$",
          "re:model\\.layers\\.(1[0-9]|2\\d)\\..*",
          "re:.*layers\\.\\d+\\.self_attn",
          "re:(?!lm_head).*",
          "re:.*l{0}ayers\\b.1{1}2"})
        BOOST_TEST(means(pattern, query), pattern);
    for (const auto* const pattern :
         {"attn",
          "layers.1",
          "lm_head",
          "model.layers.1.*",
          "*.mlp.*",
          "re:.*mlp.*",
          "re:self_attn",
          "re:.*layers\\.([0-9]|1[01])\\..*",
          "re:.*q_pro$",
          ""})
        BOOST_TEST(!means(pattern, query), pattern);
    BOOST_TEST(!means("gate", "layers.3.mlp.experts.0.gate_proj"));
    BOOST_TEST(!means("re:.*mlp\\.(gate|up)_proj.*", "layers.3.mlp.experts.0.gate_proj"));
}

BOOST_AUTO_TEST_CASE(of_a_list_the_first_that_matches_counts_whatever_its_kind)
{
    module_patterns all;
    for (const auto* const one :
         {"model.layers.7.mlp.gate",
          "*o_proj",
          "self_attn",
          "layers.1",
          "re:.*k_proj",
          "self_attn",
          ""})
        all.add(one);
    const auto first = [&all](std::vector<std::string> names) {
        auto left = expression_limit;
        bool is_told = true;
        const auto found = all.first_match(names, left, is_told);
        BOOST_TEST(is_told);
        return found ? static_cast<int>(*found) : -1;
    };
    BOOST_TEST(first({"layers.1.self_attn.o_proj"}) == 1);
    BOOST_TEST(first({"layers.2.self_attn.k_proj"}) == 2);
    BOOST_TEST(first({"layers.1.mlp.up_proj"}) == 3);
    BOOST_TEST(first({"layers.2.cross.k_proj"}) == 4);
    BOOST_TEST(first({"layers.2.mlp.up_proj", "layers.7.mlp.gate"}) == 0);
    BOOST_TEST(first({"layers.7.mlp.gate_proj"}) == -1);
    BOOST_TEST(first({"layers.11.mlp.up_proj"}) == -1);
    BOOST_TEST(first({}) == -1);
}

BOOST_AUTO_TEST_CASE(an_expression_that_tells_nothing_is_met_where_no_name_comes_before_it)
{
    module_patterns all;
    all.add("mlp");
    all.add("re:[a");
    std::size_t left = 1;
    bool is_told = true;
    BOOST_TEST(all.first_match(std::vector<std::string>{"layers.0.mlp"}, left, is_told).has_value()
    );
    BOOST_TEST(is_told);
    all.first_match(std::vector<std::string>{"layers.0.attn"}, left, is_told);
    BOOST_TEST(!is_told);
}

BOOST_AUTO_TEST_CASE(a_pattern_of_another_kind_tells_nothing)
{
    for (const auto* const pattern :
         {"re:[a", "re:(a", "re:*", "re:.*(l*)*(l*)*(l*)*(l*)*(l*)*(l*)*z"})
    {
        auto left = expression_limit;
        BOOST_TEST(
            !module_pattern(pattern).matches(std::string(40, 'l'), left).has_value(), pattern
        );
    }
}

BOOST_AUTO_TEST_CASE(expressions_are_tried_so_often_and_no_more)
{
    std::size_t left = 4;
    const module_pattern anywhere("re:.*mlp.*");
    const module_pattern from_the_beginning("re:model\\.mlp");
    BOOST_TEST((anywhere.matches("layers.0.self_attn", left) == false));
    BOOST_TEST(left == 3u);
    BOOST_TEST((from_the_beginning.matches("layers.0.self_attn", left) == false));
    BOOST_TEST(left == 0u);
    BOOST_TEST(!anywhere.matches("layers.0.mlp", left).has_value());
    // Names cost nothing.
    BOOST_TEST((module_pattern("mlp").matches("layers.0.mlp", left) == true));
}

BOOST_AUTO_TEST_CASE(what_is_ignored_is_not_packed)
{
    const auto all = group("group_0", R"("Linear")", 4, 128);
    BOOST_TEST(
        packed_by(compressed(all)) ==
        "attention 4 bits 7864320 by 128, feed-forward 4 bits 12582912 by 128, "
        "experts 4 bits 50331648 by 128"
    );
    BOOST_TEST(
        packed_by(compressed(all, R"("lm_head", "re:.*self_attn.*", "model.layers.0.mlp")")) ==
        "experts 4 bits 50331648 by 128"
    );
    BOOST_TEST(
        packed_by(compressed(all, R"("self_attn", "mlp.down_proj")")) ==
        "feed-forward 4 bits 8388608 by 128, experts 4 bits 50331648 by 128"
    );
}

BOOST_AUTO_TEST_CASE(each_group_has_targets_bits_and_a_group_size_of_its_own)
{
    const auto groups = group("W8", R"("re:.*layers\\.2\\.mlp\\.experts.*")", 8, 32) + ", " +
                        group("group_1", R"("re:.*experts.*")", 4, 128);
    BOOST_TEST(
        packed_by(compressed(groups)) ==
        "experts 4 bits 25165824 by 128, experts 8 bits 25165824 by 32"
    );
}

BOOST_AUTO_TEST_CASE(nothing_is_known_to_be_packed_where_the_configuration_is_not_read)
{
    BOOST_TEST(
        packed_by(compressed(group("group_0", R"("Linear")", 4, 128), R"("re:(lm_head.*")")) == ""
    );
    BOOST_TEST(packed_by(R"("quantization_config": {"quant_method": "aqlm"})") == "");
    BOOST_TEST(packed_by(R"("quantization_config": {"quant_method": "modelopt",
            "quant_algo": "MIXED_PRECISION"})") == "");
}

BOOST_AUTO_TEST_CASE(of_mlx_all_is_packed_but_what_has_bits_of_its_own)
{
    BOOST_TEST(
        packed_by(R"("quantization": {"bits": 4, "group_size": 64,
            "model.layers.1.mlp.gate": {"bits": 8, "group_size": 64}})") ==
        "attention 4 bits 7864320 by 64, feed-forward 4 bits 12582912 by 64, "
        "experts 4 bits 50331648 by 64, routers 8 bits 16384 by 64, "
        "routers 4 bits 16384 by 64, tables 4 bits 16777216 by 64"
    );
}

BOOST_AUTO_TEST_CASE(of_gptq_expressions_name_what_has_other_bits_or_is_left_out)
{
    BOOST_TEST(
        packed_by(R"("quantization_config": {"quant_method": "gptq", "bits": 4, "group_size": 128,
            "dynamic": {"-:.*self_attn.*": {}, "+:.*\\.0\\.mlp.*": {"bits": 8, "group_size": 32},
                        ".*layers\\.1\\..*experts.*": {"bits": 16}}})") ==
        "feed-forward 8 bits 12582912 by 32, experts 4 bits 25165824 by 128"
    );
}

BOOST_AUTO_TEST_CASE(of_mixed_precision_the_named_layers_are_packed_alone)
{
    const auto layers = [](const std::string& named) {
        return R"("quantization_config": {"quant_method": "modelopt",
            "quant_algo": "MIXED_PRECISION", "quantized_layers": {)" +
               named + "}}";
    };
    BOOST_TEST(
        packed_by(layers(R"("model.layers.0.mlp.gate_proj": {"quant_algo": "FP8"},
            "model.layers.1.mlp.experts": {"quant_algo": "NVFP4", "group_size": 16})")) ==
        "feed-forward 8 bits 4194304 by 0, experts 4 bits 25165824 by 16"
    );
    BOOST_TEST(packed_by(layers(R"("lm_head": {"quant_algo": "W2A16_OF_TOMORROW"})")) == "");
}

BOOST_AUTO_TEST_SUITE_END()
