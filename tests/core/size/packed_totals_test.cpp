#include "core/size/canned_hub.hpp"
#include "size/facts/config_text.hpp"
#include "size/rules/config_formula.hpp"
#include "size/stated_packing.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;
using muster::test::canned_hub;

// Public repositories whose totals count words, scales or less than all there is.

namespace {

evidence known_by(const std::string& config, std::uint64_t total)
{
    evidence known{.model_id = "a/b", .info = ask_state::present, .total = total};
    known.config = *read_config(config);
    known.config_state = ask_state::present;
    return known;
}

model_size size_by_evidence(const evidence& known)
{
    const auto step = next_step(known, {.may_ask = false});
    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
    return std::get<sized>(step).size;
}

std::string repeated(const std::string& words, int times)
{
    std::string all = words;
    for (int i = 1; i < times; ++i)
        all += ", " + words;
    return all;
}

std::string with_member(std::string config, const std::string& member)
{
    config.insert(config.rfind('}'), ", " + member);
    return config;
}

const std::string llama_8b_text = R"({"model_type": "llama", "hidden_size": 4096,
    "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32,
    "num_key_value_heads": 8, "vocab_size": 128256, "tie_word_embeddings": false})";
constexpr std::uint64_t llama_8b_params = 8'030'261'248;

const std::string qwen3_8b_text = R"({"model_type": "qwen3", "hidden_size": 4096,
    "intermediate_size": 12288, "num_hidden_layers": 36, "num_attention_heads": 32,
    "num_key_value_heads": 8, "head_dim": 128, "vocab_size": 151936,
    "tie_word_embeddings": false})";

std::uint64_t sum_of(const std::vector<dtype_count>& stored)
{
    std::uint64_t sum = 0;
    for (const auto& one : stored)
        sum += one.elements;
    return sum;
}

evidence stored_as(const std::string& config, const std::vector<dtype_count>& stored)
{
    auto known = known_by(config, sum_of(stored));
    known.stored = stored;
    return known;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(packed_totals_test)

BOOST_AUTO_TEST_CASE(a_number_in_the_index_is_not_what_dtypes_add_up_to)
{
    auto known = known_by(
        R"({"model_type": "qwen2", "hidden_size": 3584, "intermediate_size": 18944,
        "num_hidden_layers": 28, "num_attention_heads": 28, "num_key_value_heads": 4,
        "vocab_size": 152064, "tie_word_embeddings": false})",
        333'312
    );
    known.stored = {{"BF16", 7'615'616'512}};

    BOOST_TEST(size_by_evidence(known).params.value() == 7'615'616'512u);
    BOOST_TEST(size_by_evidence(known).is_exact);
}

BOOST_AUTO_TEST_CASE(scales_of_experts_whose_number_differs_by_layer)
{
    const std::string whole = R"({"num_local_experts": 128, "sliding_window": 128})";
    const std::string thinned = R"({"num_local_experts": 64, "sliding_window": null})";
    const auto size = size_by_evidence(known_by(
        R"({"model_type": "gpt_oss_puzzle", "hidden_size": 2880, "intermediate_size": 2880,
        "vocab_size": 201088, "num_attention_heads": 64, "num_key_value_heads": 8,
        "head_dim": 64, "num_experts_per_tok": 4, "num_hidden_layers": 36,
        "quantization_config": {"quant_method": "mxfp4"}, "block_configs": [)" +
            repeated(whole, 18) + ", " + repeated(thinned, 18) + "]}",
        90'837'823'680
    ));

    BOOST_TEST(size.params.value() == 88'150'438'080u);
    BOOST_TEST(size.active_params.value() == 5'129'530'560u);
    BOOST_TEST(size.is_exact);
}

// The last nine layers have experts of 8 bits.
BOOST_AUTO_TEST_CASE(words_of_eight_bits_counted_as_if_of_four)
{
    const auto group =
        [](const std::string& name, const std::string& layers, const std::string& bits) {
            return "\"" + name + R"(": {"format": "pack-quantized", "targets": ["re:.*layers\\.()" +
                   layers + R"()\\.mlp\\.experts\\..*"], "weights": {"num_bits": )" + bits +
                   R"(, "group_size": 128}})";
        };
    const auto size = size_by_evidence(known_by(
        R"({"model_type": "laguna", "num_hidden_layers": 40, "hidden_size": 2048,
        "intermediate_size": 8192, "vocab_size": 100352, "head_dim": 128,
        "num_attention_heads": 48, "num_key_value_heads": 8, "sliding_window": 512,
        "num_experts": 256, "num_experts_per_tok": 8, "moe_intermediate_size": 512,
        "shared_expert_intermediate_size": 512, "mlp_only_layers": [0], "gating": true,
        "tie_word_embeddings": false, "num_attention_heads_per_layer": [)" +
            repeated("48, 64, 64, 64", 10) + R"(], "layer_types": [)" +
            repeated(
                R"("full_attention", "sliding_attention", "sliding_attention",
                "sliding_attention")",
                10
            ) +
            R"(], "quantization_config": {"quant_method": "compressed-tensors",
            "format": "pack-quantized", "config_groups": {)" +
            group("group_0", "[1-9]|1[0-9]|2[0-9]|30", "4") + ", " +
            group("group_1", "3[1-9]", "8") + "}}}",
        40'690'374'480
    ));

    BOOST_TEST(size.params.value() == 33'442'617'088u);
    BOOST_TEST(size.active_params.value() == 2'811'614'976u);
    BOOST_TEST(size.kv_bytes_per_token.value() == 40'960u);
    BOOST_TEST(size.is_exact);
}

// Scales for each 64 weights, and two numbers that say the shape of each matrix.
BOOST_AUTO_TEST_CASE(matrices_around_states_are_packed_like_others)
{
    const auto size = size_by_evidence(known_by(
        R"({"model_type": "nemotron_h", "hidden_size": 4480, "num_hidden_layers": 56,
        "hybrid_override_pattern": "M-M-M-MM-M-M-M*-M-M-M*-M-M-M-M*-M-M-M-M*-M-MM-M-M-M-M-M-",
        "num_attention_heads": 40, "num_key_value_heads": 8, "head_dim": 128,
        "intermediate_size": 15680, "mamba_num_heads": 128, "mamba_head_dim": 80, "n_groups": 8,
        "ssm_state_size": 128, "conv_kernel": 4, "vocab_size": 131072,
        "tie_word_embeddings": false, "quantization_config": {
        "quant_method": "compressed-tensors", "format": "pack-quantized", "config_groups": {
        "group_0": {"weights": {"num_bits": 4, "group_size": 64}}}}})",
        2'261'053'168
    ));

    BOOST_TEST(size.params.value() == 8'888'227'328u);
    BOOST_TEST(size.is_exact);
}

// Twice the width in words of four is the width that it has in words of eight.
BOOST_AUTO_TEST_CASE(a_packed_total_proves_no_shape_of_a_model_that_is_not_known)
{
    const std::string config = R"({"model_type": "brandnew", "hidden_size": 8192,
        "intermediate_size": 57344, "num_hidden_layers": 80, "num_attention_heads": 64,
        "num_key_value_heads": 8, "vocab_size": 128256, "tie_word_embeddings": false,
        "quantization_config": {"quant_method": "compressed-tensors", "format": "pack-quantized",
        "config_groups": {"group_0": {"weights": {"num_bits": 4, "group_size": 128}}}}})";
    const auto step = next_step(known_by(config, 70'553'706'496), {.may_ask = false});
    const auto* const found = std::get_if<sized>(&step);
    BOOST_TEST((!found || !found->size.is_exact));
}

BOOST_AUTO_TEST_CASE(packing_that_another_file_says_is_told_by_dtypes)
{
    // NVFP4 in words of two, the scales counted or not.
    const auto words = stored_as(
        qwen3_8b_text, {{"U8", 3'472'883'712}, {"F8_E4M3", 434'110'464}, {"BF16", 1'244'967'936}}
    );
    BOOST_TEST(size_by_evidence(words).params.value() == 8'190'735'360u);
    BOOST_TEST(size_by_evidence(words).is_exact);

    // The file may say 8 bits, too.
    auto listed = known_by(qwen3_8b_text, 4'717'851'648);
    listed.are_files_known = true;
    listed.files = {"config.json", "hf_quant_config.json"};
    BOOST_TEST(!size_by_evidence(listed).is_exact);
    listed.stored = {{"U8", 3'472'883'712}, {"BF16", 1'244'967'936}};
    BOOST_TEST(size_by_evidence(listed).params.value() == 8'190'735'360u);
    BOOST_TEST(size_by_evidence(listed).is_exact);

    // Without either, a proven formula stands beside a total of which nobody knows more.
    BOOST_TEST(!size_by_evidence(known_by(qwen3_8b_text, 4'717'851'648)).is_exact);
}

const std::string as_awq = R"("quantization_config": {"quant_method": "awq", "bits": 4,
    "group_size": 128, "zero_point": true})";

// Words of 32 bits, scales of 16 and zero points in words.
BOOST_AUTO_TEST_CASE(a_packed_total_that_nothing_explains_is_not_exact)
{
    const auto awq = with_member(qwen3_8b_text, as_awq);
    const std::uint64_t linear = 6'945'767'424;
    const auto words = linear / 8 + linear / 128 + linear / 128 / 8 + 1'244'967'936;
    BOOST_TEST(size_by_evidence(known_by(awq, words)).is_exact);
    for (const auto total : {words + 1, words + 4096, std::uint64_t(3'000'000'000)})
    {
        const auto size = size_by_evidence(known_by(awq, total));
        BOOST_TEST(size.params.value() == 8'190'735'360u);
        BOOST_TEST(!size.is_exact, total);
    }
}

BOOST_AUTO_TEST_CASE(a_packed_total_that_nothing_explains_asks_for_the_index_and_headers)
{
    auto known = known_by(with_member(qwen3_8b_text, as_awq), 3'000'000'000);
    known.are_files_known = true;
    known.files = {"config.json", "model.safetensors.index.json"};
    const auto step = next_step(known, {});
    const auto* const asked = std::get_if<std::vector<evidence_request>>(&step);
    BOOST_TEST_REQUIRE(asked != nullptr);
    BOOST_TEST(asked->front().file == "model.safetensors.index.json");
}

// Where dtypes are told, words are as many as the configuration says.
BOOST_AUTO_TEST_CASE(dtypes_that_say_otherwise_contradict_a_packed_sum)
{
    const auto awq = with_member(qwen3_8b_text, as_awq);
    const std::uint64_t words = 6'945'767'424 / 8;
    const std::uint64_t scales = 6'945'767'424 / 128;
    const auto rest = scales + 1'244'967'936;
    BOOST_TEST(size_by_evidence(stored_as(awq, {{"I32", words + scales / 8}, {"F16", rest}})
    ).is_exact);
    BOOST_TEST(!size_by_evidence(
                    stored_as(awq, {{"I32", words / 2}, {"F16", rest + words / 2 + scales / 8}})
    ).is_exact);
}

// An eighth of experts in words of two is what all are of a model half as wide.
BOOST_AUTO_TEST_CASE(halves_of_experts_alone_prove_no_width)
{
    const std::string config = R"({"model_type": "qwen3_moe", "head_dim": 128,
        "hidden_size": 2048, "intermediate_size": 6144, "moe_intermediate_size": 1536,
        "num_attention_heads": 32, "num_experts": 128, "num_experts_per_tok": 8,
        "num_hidden_layers": 48, "num_key_value_heads": 4, "tie_word_embeddings": false,
        "vocab_size": 151936, "quantization_config": {"quant_method": "modelopt",
        "quant_algo": "NVFP4", "ignore": ["lm_head", "*.self_attn.*"]}})";
    BOOST_TEST(!size_by_evidence(known_by(config, 30'532'122'624)).is_exact);
    // Scales tell: there is one for each 16 weights.
    const std::uint64_t experts = 57'982'058'496;
    const auto words = 59'523'151'872 + experts / 16 - experts / 2;
    BOOST_TEST(size_by_evidence(known_by(config, words)).params.value() == 59'523'151'872u);
}

// Embeddings of 2 bits beside matrices of 4: words, scales, and two numbers that say each shape.
std::string in_groups(const std::string& type, const std::string& groups)
{
    auto text = with_member(
        llama_8b_text,
        R"("quantization_config": {"quant_method": "compressed-tensors", "ignore": ["lm_head"],
        "format": "mixed-precision", "config_groups": {)" +
            groups + "}}"
    );
    return text.replace(text.find("llama"), 5, type);
}

std::string group(const std::string& name, const std::string& target, int bits)
{
    return '"' + name + R"(": {"format": "pack-quantized", "targets": [")" + target +
           R"("], "weights": {"num_bits": )" + std::to_string(bits) +
           R"(, "type": "int", "group_size": 128}})";
}

bool is_called_exact(const evidence& known)
{
    const auto step = next_step(known, {.may_ask = false});
    const auto* const done = std::get_if<sized>(&step);
    return done && done->size.is_exact;
}

BOOST_AUTO_TEST_CASE(groups_of_any_name_and_format_are_packed_as_they_say)
{
    const auto embedding = group("group_0", "re:.*embed_tokens", 2);
    const auto linear = group("W4", "Linear", 4);
    const auto both = embedding + ", " + linear;
    // The second family is modelled without weights in its norms, and no recorded total proves it.
    for (const auto& [type, norms] : {std::pair("llama", 0), std::pair("olmo", 266'240)})
    {
        std::vector<dtype_count> stored = {
            {"I32", 905'248'768},
            {"BF16", 584'232'960 - static_cast<std::uint64_t>(norms)},
            {"I64", 450}};
        const auto size = size_by_evidence(stored_as(in_groups(type, both), stored));
        BOOST_TEST(size.params.value() == llama_8b_params - static_cast<std::uint64_t>(norms));
        BOOST_TEST(size.is_exact);
        BOOST_TEST(origin_of(size, "params").ends_with("counting packed words"));

        const auto wider = group("group_0", "re:.*embed_tokens", 4) + ", " + linear;
        BOOST_TEST(!is_called_exact(stored_as(in_groups(type, linear), stored)));
        BOOST_TEST(!is_called_exact(stored_as(in_groups(type, wider), stored)));
        stored[0].elements += 4096;
        BOOST_TEST(!is_called_exact(stored_as(in_groups(type, both), stored)));
    }
}

BOOST_AUTO_TEST_CASE(methods_that_pack_in_their_own_ways_leave_the_formula)
{
    const auto quark =
        with_member(llama_8b_text, R"("quantization_config": {"quant_method": "quark",
        "global_quant_config": {"weight": {"dtype": "fp4", "group_size": 32}}})");
    const auto words =
        size_by_evidence(stored_as(quark, {{"U8", 3'707'764'736}, {"BF16", 1'050'939'392}}));
    BOOST_TEST(words.params.value() == llama_8b_params);
    BOOST_TEST(words.is_exact);
    BOOST_TEST(origin_of(words, "params").ends_with("counting packed words"));

    const auto exl2 = with_member(
        llama_8b_text, R"("quantization_config": {"quant_method": "exl2", "bits": 2.65})"
    );
    const auto trellis =
        size_by_evidence(stored_as(exl2, {{"I32", 578'000'000}, {"F16", 525'600'000}}));
    BOOST_TEST(trellis.params.value() == llama_8b_params);
    BOOST_TEST(!trellis.is_exact);
    BOOST_TEST(origin_of(trellis, "params").ends_with("which is less"));
}

// One of 65,536 vectors stands for eight weights.
BOOST_AUTO_TEST_CASE(vectors_of_a_codebook_are_no_weights)
{
    const auto known = stored_as(
        R"({"model_type": "mixtral", "hidden_size": 4096, "intermediate_size": 14336,
        "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8,
        "num_local_experts": 8, "num_experts_per_tok": 2, "vocab_size": 32000,
        "tie_word_embeddings": false, "quantization_config": {"quant_method": "aqlm",
        "in_group_size": 8, "nbits_per_codebook": 16}})",
        {{"I16", 5'804'916'736}, {"F16", 741'937'152}}
    );

    BOOST_TEST(size_by_evidence(known).params.value() == 46'702'792'704u);
    BOOST_TEST(!size_by_evidence(known).is_exact);
}

// Experts of 4 bits beside matrices that are ignored. Its total has 7,808 numbers more than that,
// and nobody has told of what.
BOOST_AUTO_TEST_CASE(kimi_k2_thinking_is_exact_by_no_total_that_is_unexplained)
{
    const std::string config = R"({"model_type": "kimi_k2", "first_k_dense_replace": 1,
        "hidden_size": 7168, "intermediate_size": 18432, "kv_lora_rank": 512,
        "moe_intermediate_size": 2048, "moe_layer_freq": 1, "n_routed_experts": 384,
        "n_shared_experts": 1, "num_attention_heads": 64, "num_experts_per_tok": 8,
        "num_hidden_layers": 61, "num_key_value_heads": 64, "num_nextn_predict_layers": 0,
        "q_lora_rank": 1536, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64,
        "tie_word_embeddings": false, "v_head_dim": 128, "vocab_size": 163840,
        "quantization_config": {"quant_method": "compressed-tensors", "format": "pack-quantized",
        "ignore": ["lm_head", "re:.*self_attn.*", "re:.*shared_experts.*",
        "re:.*mlp\\.(gate|up|gate_up|down)_proj.*"], "config_groups": {"group_0": {
        "targets": ["Linear"], "weights": {"num_bits": 4, "type": "int", "symmetric": true,
        "strategy": "group", "group_size": 32}}}}})";
    constexpr std::uint64_t params = 1'026'408'232'448;
    BOOST_TEST(size_by_evidence(known_by(config, params)).is_exact);
    const auto unexplained = size_by_evidence(known_by(config, params + 7'808));
    BOOST_TEST(unexplained.params.value() == params);
    BOOST_TEST(!unexplained.is_exact);

    // 60 layers of 384 experts of three matrices; in words of eight, with scales and shapes.
    constexpr std::uint64_t matrices = 60ULL * 384 * 3;
    constexpr std::uint64_t experts = matrices * 2048 * 7168;
    const auto words = stored_as(
        config, {{"I32", experts / 8 + matrices * 2}, {"BF16", params - experts + experts / 32}}
    );
    BOOST_TEST(size_by_evidence(words).params.value() == params);
    BOOST_TEST(size_by_evidence(words).is_exact);
}

// Both what is counted as weights and what is counted as words, of a class that nobody knows.
BOOST_AUTO_TEST_CASE(an_unknown_class_is_no_size_whatever_its_total_counts)
{
    const auto motif = R"({"model_type": "motif3", "hidden_size": 4096, "num_hidden_layers": 48,
        "num_attention_heads": 32, "num_key_value_heads": 8, "head_dim": 128,
        "vocab_size": 219520, "intermediate_size": 16384,
        "quantization": {"group_size": 64, "bits": 8}})";
    for (const auto total : {88'577'906'818, 314'590'621'012, 314'590'623'874})
    {
        const auto step =
            next_step(known_by(motif, static_cast<std::uint64_t>(total)), {.may_ask = false});
        BOOST_TEST_REQUIRE(std::holds_alternative<unsized>(step));
        BOOST_TEST(std::get<unsized>(step).reason.starts_with(
            "the architecture \"motif3\" is not known, and the Hub's total does not confirm"
        ));
    }
}

// As public repositories say it.
BOOST_AUTO_TEST_CASE(the_format_of_a_repository_is_what_its_configuration_says)
{
    const auto format_of = [](const std::string& member) {
        const auto found = size_from_config(*read_config(with_member(llama_8b_text, member)));
        BOOST_TEST_REQUIRE(found.has_value());
        return std::string(found->weight_format);
    };
    const auto packed = [&](const std::string& members) {
        return format_of("\"quantization_config\": {" + members + "}");
    };
    BOOST_TEST(format_of(R"("x": 1)") == "");
    BOOST_TEST(packed(R"("quant_method": "fp8", "weight_block_size": [128, 128])") == "fp8");
    BOOST_TEST(packed(R"("quant_method": "modelopt", "quant_algo": "FP8")") == "fp8");
    BOOST_TEST(packed(R"("quant_method": "modelopt", "quant_algo": "NVFP4")") == "nvfp4");
    BOOST_TEST(packed(R"("quant_method": "mxfp4")") == "mxfp4");
    BOOST_TEST(packed(R"("quant_method": "awq", "bits": 4)") == "int4");
    BOOST_TEST(packed(R"("quant_method": "gptq", "bits": 8)") == "int8");
    BOOST_TEST(packed(R"("quant_method": "gptq", "bits": 3)") == "");
    BOOST_TEST(packed(R"("quant_method": "bitsandbytes", "load_in_4bit": true)") == "int4");
    BOOST_TEST(packed(R"("quant_method": "bitsandbytes", "load_in_8bit": true)") == "int8");
    BOOST_TEST(
        packed(R"("quant_method": "compressed-tensors", "format": "float-quantized")") == "fp8"
    );
    BOOST_TEST(
        packed(R"("quant_method": "compressed-tensors", "format": "int-quantized")") == "int8"
    );
    BOOST_TEST(packed(R"("quant_method": "compressed-tensors", "format": "pack-quantized",
            "ignore": ["lm_head"])") == "int4");
    BOOST_TEST(packed(R"("quant_method": "compressed-tensors", "format": "pack-quantized",
            "ignore": ["lm_head", "re:.*self_attn.*"])") == "int4+bf16");
    BOOST_TEST(
        format_of(R"("expert_dtype": "fp4", "quantization_config": {"quant_method": "fp8"})") ==
        "mxfp4+fp8"
    );
    BOOST_TEST(format_of(R"("quantization": {"group_size": 64, "bits": 4})") == "mlx-4bit");
    for (const auto& [dtype, format] :
         {std::pair("fp4", "mxfp4"), {"mxfp4", "mxfp4"}, {"int4", "int4"}, {"uint4", "int4"}})
        BOOST_TEST(
            packed(
                R"("quant_method": "quark", "global_quant_config": {"weight": {"dtype": ")" +
                std::string(dtype) + "\"}}"
            ) == format
        );
}

BOOST_AUTO_TEST_CASE(where_no_configuration_says_it_the_name_does)
{
    const std::pair<const char*, const char*> cases[] = {
        {"Qwen/Qwen3-8B-AWQ", "int4"},
        {"Qwen/Qwen2.5-7B-Instruct-GPTQ-Int4", "int4"},
        {"Qwen/Qwen2.5-32B-Instruct-GPTQ-Int8", "int8"},
        {"nvidia/Llama-3.1-70B-Instruct-FP8", "fp8"},
        {"RedHatAI/Qwen3-8B-FP8-dynamic", "fp8"},
        {"poolside/Laguna-S-2.1-NVFP4", "nvfp4"},
        {"mlx-community/gpt-oss-20b-MXFP4-Q8", "mxfp4"},
        {"mlx-community/Qwen3-8B-4bit", "mlx-4bit"},
        {"lmstudio-community/Qwen3-14B-MLX-8bit", "mlx-8bit"},
        {"unsloth/gpt-oss-20b-unsloth-bnb-4bit", "int4"},
        {"a/Qwen3-8B-bnb-8bit", "int8"},
        {"a/Qwen3-8B-GPTQ-3bit", ""},
        {"google/gemma-3-12b-it-qat-int4-unquantized", ""},
        {"a/gpt-oss-20b-MXFP4-dequantized", ""},
        {"unsloth/gpt-oss-20b-BF16", ""},
        {"openbmb/MiniCPM5-2B-MLX", ""},
        {"a/fp8x-awqish", ""},
        {"Qwen/Qwen3-8B", ""}};
    for (const auto& [id, format] : cases)
        BOOST_TEST(format_in_name(id) == format, id);
    auto known = known_by(llama_8b_text, llama_8b_params);
    BOOST_TEST(!size_by_evidence(known).weight_format);
    known.model_id = "a/b-FP8";
    BOOST_TEST(size_by_evidence(known).weight_format.value() == "fp8");
    BOOST_TEST(origin_of(size_by_evidence(known), "weight_format") == "its name");
}

BOOST_AUTO_TEST_CASE(a_name_says_nothing_against_what_is_known_of_a_repository)
{
    auto known =
        known_by(with_member(llama_8b_text, R"("torch_dtype": "bfloat16")"), llama_8b_params);
    known.model_id = "a/b-FP8";
    const auto format = [&known] { return size_by_evidence(known).weight_format.value_or("none"); };
    // Nothing is recorded of what lies beside the configuration, where ModelOpt writes it.
    BOOST_TEST(format() == "fp8");
    known.are_files_known = true;
    known.files = {"config.json"};
    BOOST_TEST(format() == "none");
    known.files.push_back("hf_quant_config.json");
    known.stored = {{"BF16", llama_8b_params}};
    BOOST_TEST(format() == "none");
    // A quantisation that no format here stands for.
    auto gptq = known_by(
        with_member(llama_8b_text, R"("quantization_config": {"quant_method": "gptq", "bits": 3})"),
        llama_8b_params
    );
    gptq.model_id = "a/b-FP8";
    BOOST_TEST(!size_by_evidence(gptq).weight_format);
}

BOOST_AUTO_TEST_SUITE_END()
