#include "core/size/sized_config.hpp"
#include "size/totals.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;
using namespace muster::test;

namespace {

const std::string dimensions = R"("hidden_size": 64, "num_hidden_layers": 2,
    "num_attention_heads": 4, "num_key_value_heads": 2, "intermediate_size": 128,
    "vocab_size": 1000, "max_position_embeddings": 512)";
constexpr std::uint64_t params = 2u * 64'000 + 64 + 2 * (64 * 16 * 12 + 3 * 64 * 128 + 2 * 64);

std::string llama_with(const std::string& members)
{
    return R"({"model_type": "llama", )" + dimensions + ", " + members + "}";
}

/// How the repository of a configuration packs its weights.
std::string packing_of(const std::string& members)
{
    const auto size = size_of(llama_with(members));
    return size.quant_method + " " + std::to_string(size.quant_bits);
}

std::string quantised_by(const std::string& members)
{
    return packing_of(R"("quantization_config": {)" + members + "}");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(odd_config_test)

BOOST_AUTO_TEST_CASE(numbers_and_flags_may_be_text)
{
    BOOST_TEST(params_of(R"({"model_type": "llama", "hidden_size": "64", "num_hidden_layers": "2",
            "num_attention_heads": "4", "num_key_value_heads": "2", "intermediate_size": "128",
            "vocab_size": "1000", "tie_word_embeddings": "false"})") == params);
    BOOST_TEST(params_of(llama_with(R"("tie_word_embeddings": "true")")) == params - 64'000);
    const auto size = size_of(R"({"model_type": "llama", "hidden_size": 64,
        "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 128,
        "vocab_size": 1000, "max_position_embeddings": "512"})");
    BOOST_TEST(size.ctx_len.value() == 512u);
}

BOOST_AUTO_TEST_CASE(text_that_is_no_number_is_refused)
{
    for (const auto* const words : {R"("12 or so")", R"("")", R"("1e999")", R"("0x10")"})
        BOOST_TEST(size_from_config(*read_config(llama_with(std::string(R"("head_dim": )") + words))
        )
                       .has_error());
}

BOOST_AUTO_TEST_CASE(minus_one_and_zero_stand_for_none)
{
    BOOST_TEST(params_of(llama_with(R"("head_dim": -1)")) == params);
    BOOST_TEST(params_of(llama_with(R"("head_dim": 0)")) == params);
    const auto size =
        size_of(R"({"model_type": "mistral", )" + dimensions + R"(, "sliding_window": -1})");
    BOOST_TEST(size.kv_bytes_fixed == 0u);
    BOOST_TEST(
        size_from_config(*read_config(R"({"model_type": "llama", "hidden_size": -1})")).has_error()
    );
    BOOST_TEST(size_from_config(*read_config(llama_with(R"("head_dim": -2)"))).has_error());
}

BOOST_AUTO_TEST_CASE(numbers_that_are_not_finite_are_none)
{
    BOOST_TEST(params_of(llama_with(R"("head_dim": {"__float__": "Infinity"}, "rope_scaling":
            {"type": "linear", "factor": {"__float__": "NaN"}})")) == params);
}

BOOST_AUTO_TEST_CASE(a_class_without_a_head_has_none)
{
    const auto bare = size_of(llama_with(R"("architectures": ["LlamaModel"])"));
    BOOST_TEST(bare.text_params == params - 64'000);
    BOOST_TEST(bare.active_params == params - 2 * 64'000);
    BOOST_TEST((explain_total(bare, {params, {}}, 0).fit == total_fit::exact));

    BOOST_TEST(params_of(llama_with(R"("architectures": ["LlamaForCausalLM"])")) == params);
    // There the name means the whole.
    BOOST_TEST(
        size_of(R"({"model_type": "chatglm", "architectures": ["ChatGLMModel"], "num_layers": 2,
            "hidden_size": 64, "num_attention_heads": 4, "ffn_hidden_size": 128,
            "padded_vocab_size": 1000})")
            .head_params == 64'000u
    );
}

BOOST_AUTO_TEST_CASE(a_language_model_saved_alone_says_so_by_its_class)
{
    const std::string text = R"({"model_type": "qwen3_5_text", )" + dimensions;
    BOOST_TEST(size_of(text + R"(, "architectures": ["Qwen3_5ForCausalLM"]})").are_towers_counted);
    BOOST_TEST(!size_of(text + "}").are_towers_counted);
    BOOST_TEST(!size_of(text + R"(, "architectures": ["Qwen3_5ForConditionalGeneration"]})")
                    .are_towers_counted);
}

BOOST_AUTO_TEST_CASE(hearing_that_is_denied_is_in_doubt)
{
    const std::string config = R"({"model_type": "gemma4", "vision_config":
        {"model_type": "gemma4_vision"}, "text_config": {"hidden_size_per_layer_input": 8, )" +
                               dimensions + "}";
    BOOST_TEST(size_of(config + "}").are_towers_counted);
    BOOST_TEST(!size_of(config + R"(, "audio_config": null})").are_towers_counted);
}

BOOST_AUTO_TEST_CASE(mlx_writes_one_thing_twice)
{
    constexpr auto both = R"("quantization": {"bits": 4, "group_size": 64},
        "quantization_config": {"bits": 4, "group_size": 64})";
    BOOST_TEST(packing_of(both) == "mlx 4");
    BOOST_TEST(packing_of(R"("quantization": {"bits": 8})") == "mlx 8");
}

BOOST_AUTO_TEST_CASE(packing_is_told_by_each_method_in_its_own_words)
{
    BOOST_TEST(quantised_by(R"("quant_method": "aqlm", "nbits_per_codebook": 16)") == "aqlm 2");
    BOOST_TEST(quantised_by(R"("quant_method": "bitnet")") == "bitnet 2");
    BOOST_TEST(quantised_by(R"("quant_method": "exl2", "bits": 2.65)") == "exl2 2");
    BOOST_TEST(quantised_by(R"("quant_method": "exl3", "bits": 4.0)") == "exl3 4");
    BOOST_TEST(quantised_by(R"("quant_method": "mxfp4")") == "mxfp4 4");
    BOOST_TEST(quantised_by(R"("quant_method": "mxfp8")") == "mxfp8 0");
    BOOST_TEST(quantised_by(R"("quant_method": "gptq", "bits": 3)") == "gptq 3");
    BOOST_TEST(quantised_by(R"("quant_method": "quark", "global_quant_config": {"weight":
            {"dtype": "fp4"}})") == "quark 4");
    BOOST_TEST(quantised_by(R"("quant_method": "quark", "global_quant_config": {"weight":
            {"dtype": "fp8_e4m3"}})") == "quark 0");
    BOOST_TEST(quantised_by(R"("quant_method": "fp8", "weight_block_size": [32, 32],
            "expert_dtype": "fp4")") == "fp8 4");
}

BOOST_AUTO_TEST_CASE(groups_of_bits_have_any_name_and_format)
{
    const std::string head = R"("quant_method": "compressed-tensors", )";
    BOOST_TEST(
        quantised_by(head + R"("format": "mixed-precision", "config_groups": {
            "first": {"format": "pack-quantized", "weights": {"num_bits": 4}},
            "second": {"format": "pack-quantized", "weights": {"num_bits": 2}},
            "third": {"format": "float-quantized", "weights": {"num_bits": 1}}})") ==
        "compressed-tensors 2"
    );
    BOOST_TEST(quantised_by(head + R"("format": "pack-quantized", "config_groups": {"W8":
            {"weights": {"num_bits": 8}}})") == "compressed-tensors 8");
    BOOST_TEST(quantised_by(head + R"("format": "float-quantized", "config_groups": {"group_0":
            {"weights": {"num_bits": 8}}})") == "compressed-tensors 0");
}

BOOST_AUTO_TEST_SUITE_END()
