#include "core/size/sized_config.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;

namespace {

// Of a model whose input embedding is V x h: what cards say that count it as active too.
std::uint64_t active_with_embedding(const formula_size& size)
{
    return size.active_params + size.vocab * size.hidden;
}

constexpr auto llama_8b = R"({"model_type": "llama", "hidden_size": 4096, "num_hidden_layers": 32,
    "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 14336,
    "vocab_size": 128256, "max_position_embeddings": 131072, "rope_scaling": {"factor": 8.0,
    "original_max_position_embeddings": 8192, "rope_type": "llama3"}})";

constexpr auto qwen3_8b = R"({"model_type": "qwen3", "hidden_size": 4096, "num_hidden_layers": 36,
    "num_attention_heads": 32, "num_key_value_heads": 8, "head_dim": 128,
    "intermediate_size": 12288, "vocab_size": 151936, "max_position_embeddings": 40960,
    "tie_word_embeddings": false, "use_sliding_window": false, "sliding_window": null})";

constexpr auto gpt_oss_20b = R"({"model_type": "gpt_oss", "hidden_size": 2880,
    "num_hidden_layers": 24, "num_attention_heads": 64, "num_key_value_heads": 8, "head_dim": 64,
    "intermediate_size": 2880, "vocab_size": 201088, "num_local_experts": 32,
    "num_experts_per_tok": 4, "sliding_window": 128, "max_position_embeddings": 131072,
    "rope_scaling": {"factor": 32.0, "original_max_position_embeddings": 4096,
    "rope_type": "yarn"}})";

constexpr auto deepseek_v3 = R"({"model_type": "deepseek_v3", "hidden_size": 7168,
    "num_hidden_layers": 61, "num_attention_heads": 128, "num_key_value_heads": 128,
    "q_lora_rank": 1536, "kv_lora_rank": 512, "qk_rope_head_dim": 64, "qk_nope_head_dim": 128,
    "v_head_dim": 128, "n_routed_experts": 256, "num_experts_per_tok": 8, "n_shared_experts": 1,
    "first_k_dense_replace": 3, "moe_layer_freq": 1, "moe_intermediate_size": 2048,
    "intermediate_size": 18432, "vocab_size": 129280, "max_position_embeddings": 163840,
    "num_nextn_predict_layers": 1, "rope_scaling": {"factor": 40, "type": "yarn",
    "original_max_position_embeddings": 4096}})";

constexpr auto qwen3_next = R"({"model_type": "qwen3_next", "hidden_size": 2048,
    "num_hidden_layers": 48, "num_attention_heads": 16, "num_key_value_heads": 2, "head_dim": 256,
    "moe_intermediate_size": 512, "shared_expert_intermediate_size": 512, "num_experts": 512,
    "num_experts_per_tok": 10, "linear_num_key_heads": 16, "linear_num_value_heads": 32,
    "linear_key_head_dim": 128, "linear_value_head_dim": 128, "linear_conv_kernel_dim": 4,
    "full_attention_interval": 4, "vocab_size": 151936, "max_position_embeddings": 262144})";

constexpr auto gemma3_27b = R"({"model_type": "gemma3", "text_config": {
    "model_type": "gemma3_text", "hidden_size": 5376, "intermediate_size": 21504,
    "num_attention_heads": 32, "num_hidden_layers": 62, "num_key_value_heads": 16,
    "head_dim": 128, "sliding_window": 1024, "rope_scaling": {"factor": 8.0,
    "rope_type": "linear"}}})";

constexpr auto mixtral_8x7b = R"({"model_type": "mixtral", "hidden_size": 4096,
    "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8,
    "intermediate_size": 14336, "vocab_size": 32000, "num_local_experts": 8,
    "num_experts_per_tok": 2, "sliding_window": null, "max_position_embeddings": 32768})";

std::string qwen3_moe(std::string_view shape)
{
    return R"({"model_type": "qwen3_moe", "head_dim": 128, "vocab_size": 151936,
        "num_experts": 128, "num_experts_per_tok": 8, "num_key_value_heads": 4, )" +
           std::string(shape) + "}";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(formula_vectors_test)

BOOST_AUTO_TEST_CASE(llama)
{
    BOOST_TEST(params_of(llama_8b) == 8'030'261'248u);
    BOOST_TEST(params_of(R"({"model_type": "llama", "hidden_size": 2048, "num_hidden_layers": 16,
            "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 8192,
            "vocab_size": 128256, "tie_word_embeddings": true})") == 1'235'814'400u);
    BOOST_TEST(params_of(R"({"model_type": "llama", "hidden_size": 8192, "num_hidden_layers": 80,
            "num_attention_heads": 64, "num_key_value_heads": 8, "intermediate_size": 28672,
            "vocab_size": 128256})") == 70'553'706'496u);
}

BOOST_AUTO_TEST_CASE(mistral_takes_what_is_absent_from_its_class)
{
    BOOST_TEST(params_of(R"({"model_type": "mistral"})") == 7'241'732'096u);
}

BOOST_AUTO_TEST_CASE(qwen2_has_biases)
{
    BOOST_TEST(params_of(R"({"model_type": "qwen2", "hidden_size": 3584, "num_hidden_layers": 28,
            "num_attention_heads": 28, "num_key_value_heads": 4, "intermediate_size": 18944,
            "vocab_size": 152064, "tie_word_embeddings": false})") == 7'615'616'512u);
    BOOST_TEST(params_of(R"({"model_type": "qwen2", "hidden_size": 896, "num_hidden_layers": 24,
            "num_attention_heads": 14, "num_key_value_heads": 2, "intermediate_size": 4864,
            "vocab_size": 151936, "tie_word_embeddings": true})") == 494'032'768u);
}

BOOST_AUTO_TEST_CASE(qwen3)
{
    BOOST_TEST(params_of(qwen3_8b) == 8'190'735'360u);
    BOOST_TEST(
        params_of(R"({"model_type": "qwen3", "hidden_size": 2560, "num_hidden_layers": 36,
            "num_attention_heads": 32, "num_key_value_heads": 8, "head_dim": 128,
            "intermediate_size": 9728, "vocab_size": 151936, "tie_word_embeddings": true})") ==
        4'022'468'096u
    );
    BOOST_TEST(params_of(R"({"model_type": "qwen3", "hidden_size": 5120, "num_hidden_layers": 64,
            "num_attention_heads": 64, "num_key_value_heads": 8, "head_dim": 128,
            "intermediate_size": 25600, "vocab_size": 151936})") == 32'762'123'264u);
}

BOOST_AUTO_TEST_CASE(a_tied_head_is_counted_once)
{
    const auto size = size_of(R"({"model_type": "qwen3", "hidden_size": 1024,
        "num_hidden_layers": 28, "num_attention_heads": 16, "num_key_value_heads": 8,
        "head_dim": 128, "intermediate_size": 3072, "vocab_size": 151936,
        "tie_word_embeddings": true})");

    BOOST_TEST(size.text_params == 596'049'920u);
    BOOST_TEST(size.text_params + size.tied_head_params == 751'632'384u);
    BOOST_TEST(size.active_params == size.text_params);
}

BOOST_AUTO_TEST_CASE(gemma)
{
    BOOST_TEST(params_of(R"({"model_type": "gemma2"})") == 2'614'341'888u);
    BOOST_TEST(
        params_of(R"({"model_type": "gemma3_text", "hidden_size": 1152, "num_hidden_layers": 26,
            "num_attention_heads": 4, "num_key_value_heads": 1, "head_dim": 256,
            "intermediate_size": 6912, "vocab_size": 262144})") == 999'885'952u
    );
}

BOOST_AUTO_TEST_CASE(phi_smollm_and_granite)
{
    BOOST_TEST(params_of(R"({"model_type": "phi3", "hidden_size": 5120, "num_hidden_layers": 40,
            "num_attention_heads": 40, "num_key_value_heads": 10, "intermediate_size": 17920,
            "vocab_size": 100352})") == 14'659'507'200u);
    BOOST_TEST(params_of(R"({"model_type": "phi3"})") == 3'821'079'552u);
    BOOST_TEST(params_of(R"({"model_type": "smollm3", "hidden_size": 2048, "num_hidden_layers": 36,
            "num_attention_heads": 16, "num_key_value_heads": 4, "intermediate_size": 11008,
            "vocab_size": 128256, "tie_word_embeddings": true})") == 3'075'098'624u);
    BOOST_TEST(params_of(R"({"model_type": "granite", "hidden_size": 4096, "num_hidden_layers": 40,
            "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 12800,
            "vocab_size": 49159, "tie_word_embeddings": true})") == 8'170'864'640u);
}

BOOST_AUTO_TEST_CASE(mixtral)
{
    const auto size = size_of(mixtral_8x7b);

    BOOST_TEST(size.text_params == 46'702'792'704u);
    BOOST_TEST(active_with_embedding(size) == 12'879'925'248u);
    BOOST_TEST(size.active_params == 12'748'853'248u);
}

BOOST_AUTO_TEST_CASE(qwen3_mixtures)
{
    const auto small = size_of(qwen3_moe(R"("hidden_size": 2048, "num_hidden_layers": 48,
        "num_attention_heads": 32, "moe_intermediate_size": 768)"));
    const auto large = size_of(qwen3_moe(R"("hidden_size": 4096, "num_hidden_layers": 94,
        "num_attention_heads": 64, "moe_intermediate_size": 1536)"));

    BOOST_TEST(small.text_params == 30'532'122'624u);
    BOOST_TEST(active_with_embedding(small) == 3'353'032'704u);
    BOOST_TEST(small.active_params == 3'041'867'776u);
    BOOST_TEST(large.text_params == 235'093'634'560u);
    BOOST_TEST(active_with_embedding(large) == 22'190'763'520u);
    BOOST_TEST(large.active_params == 21'568'433'664u);
}

BOOST_AUTO_TEST_CASE(gpt_oss)
{
    const auto small = size_of(gpt_oss_20b);
    const auto large = size_of(R"({"model_type": "gpt_oss"})");

    BOOST_TEST(small.text_params == 20'914'757'184u);
    BOOST_TEST(active_with_embedding(small) == 4'187'440'704u);
    BOOST_TEST(small.active_params == 3'608'307'264u);
    BOOST_TEST(large.text_params == 116'829'156'672u);
    BOOST_TEST(active_with_embedding(large) == 5'711'982'912u);
    BOOST_TEST(large.active_params == 5'132'849'472u);
}

BOOST_AUTO_TEST_CASE(latent_attention)
{
    const auto v3 = size_of(deepseek_v3);
    const auto lite = size_of(R"({"model_type": "deepseek_v2", "hidden_size": 2048,
        "num_hidden_layers": 27, "num_attention_heads": 16, "num_key_value_heads": 16,
        "q_lora_rank": null, "kv_lora_rank": 512, "qk_rope_head_dim": 64, "qk_nope_head_dim": 128,
        "v_head_dim": 128, "n_routed_experts": 64, "num_experts_per_tok": 6,
        "n_shared_experts": 2, "first_k_dense_replace": 1, "moe_intermediate_size": 1408,
        "intermediate_size": 10944, "vocab_size": 102400})");
    const auto k2 = size_of(R"({"model_type": "kimi_k2", "num_attention_heads": 64,
        "n_routed_experts": 384, "first_k_dense_replace": 1, "vocab_size": 163840})");

    BOOST_TEST(v3.text_params == 671'026'419'200u);
    BOOST_TEST(v3.mtp_params == 13'463'426'304u);
    BOOST_TEST(active_with_embedding(v3) == 37'552'297'472u);
    BOOST_TEST(v3.active_params == 36'625'618'432u);
    BOOST_TEST(lite.text_params == 15'706'484'224u);
    BOOST_TEST(active_with_embedding(lite) == 2'661'150'208u);
    BOOST_TEST(lite.active_params == 2'451'435'008u);
    BOOST_TEST(k2.text_params == 1'026'408'232'448u);
    BOOST_TEST(active_with_embedding(k2) == 32'861'500'928u);
    BOOST_TEST(k2.active_params == 31'687'095'808u);
}

BOOST_AUTO_TEST_CASE(llama4_and_its_tower)
{
    const auto scout = size_of(R"({"model_type": "llama4",
        "text_config": {"model_type": "llama4_text"},
        "vision_config": {"model_type": "llama4_vision_model"}})");
    const auto maverick = size_of(R"({"model_type": "llama4", "text_config": {
        "model_type": "llama4_text", "num_local_experts": 128, "interleave_moe_layer_step": 2}})");

    BOOST_TEST(scout.text_params == 107'769'861'120u);
    BOOST_TEST(scout.tower_params == 871'932'416u);
    BOOST_TEST(active_with_embedding(scout) == 17'172'894'720u);
    BOOST_TEST(maverick.text_params == 400'711'848'960u);
    BOOST_TEST(active_with_embedding(maverick) == 17'184'691'200u);
}

BOOST_AUTO_TEST_CASE(gated_delta)
{
    const auto size = size_of(qwen3_next);

    BOOST_TEST(size.text_params == 79'674'391'296u);
    BOOST_TEST(size.mtp_params == 1'650'471'424u);
    BOOST_TEST(active_with_embedding(size) == 3'874'929'408u);
    BOOST_TEST(size.active_params == 3'563'764'480u);
}

BOOST_AUTO_TEST_CASE(caches)
{
    BOOST_TEST(size_of(llama_8b).kv_bytes_per_token == 131'072u);
    BOOST_TEST(size_of(qwen3_8b).kv_bytes_per_token == 147'456u);
    BOOST_TEST(size_of(deepseek_v3).kv_bytes_per_token == 70'272u);
    BOOST_TEST(size_of(gpt_oss_20b).kv_bytes_per_token == 24'576u);
    BOOST_TEST(size_of(gpt_oss_20b).kv_bytes_fixed == 3'145'728u);
    BOOST_TEST(size_of(gemma3_27b).kv_bytes_per_token == 81'920u);
    BOOST_TEST(size_of(gemma3_27b).kv_bytes_fixed == 436'207'616u);
    BOOST_TEST(size_of(qwen3_next).kv_bytes_per_token == 24'576u);
    BOOST_TEST(size_of(qwen3_next).kv_bytes_fixed == 77'266'944u);
}

BOOST_AUTO_TEST_CASE(kinds_of_attention)
{
    BOOST_TEST((size_of(llama_8b).attention == attention_kind::gqa));
    BOOST_TEST((size_of(deepseek_v3).attention == attention_kind::mla));
    BOOST_TEST((size_of(qwen3_next).attention == attention_kind::hybrid));
    BOOST_TEST((size_of(R"({"model_type": "gpt2"})").attention == attention_kind::mha));
    BOOST_TEST((size_of(R"({"model_type": "falcon"})").attention == attention_kind::mqa));
    BOOST_TEST(
        (size_of(R"({"model_type": "mamba", "hidden_size": 768, "num_hidden_layers": 24,
            "state_size": 16, "vocab_size": 50280})")
             .attention == attention_kind::none)
    );
}

BOOST_AUTO_TEST_CASE(contexts_are_scaled_once)
{
    BOOST_TEST(size_of(llama_8b).ctx_len.value() == 131'072u);
    BOOST_TEST(size_of(gpt_oss_20b).ctx_len.value() == 131'072u);
    BOOST_TEST(size_of(deepseek_v3).ctx_len.value() == 163'840u);
    BOOST_TEST(size_of(gemma3_27b).ctx_len.value() == 131'072u);
    BOOST_TEST(size_of(qwen3_8b).ctx_len.value() == 40'960u);
}

BOOST_AUTO_TEST_CASE(scaling_is_left_to_who_asks_for_it)
{
    const auto context = [](std::string_view rope) {
        return size_of(
                   R"({"model_type": "llama", "max_position_embeddings": 32768, )" +
                   std::string(rope) + "}"
        )
            .ctx_len.value();
    };

    BOOST_TEST(context(R"("rope_scaling": {"type": "yarn", "factor": 4.0,
            "original_max_position_embeddings": 32768})") == 32'768u);
    BOOST_TEST(context(R"("rope_scaling": {"type": "linear", "factor": 2.0})") == 32'768u);
    BOOST_TEST(context(R"("rope_scaling": {"type": "dynamic", "factor": 2.0})") == 32'768u);
    BOOST_TEST(context(R"("rope_scaling": {"type": "su", "factor": 2.0})") == 32'768u);
    BOOST_TEST(
        context(R"("rope_parameters": {"full_attention": {"rope_type": "yarn", "factor": 32.0,
            "original_max_position_embeddings": 8192}})") == 32'768u
    );
    BOOST_TEST(context(R"("model_max_length": 1000000000000000019884624838656)") == 32'768u);
    BOOST_TEST(context(R"("model_max_length": 8192)") == 8'192u);
}

BOOST_AUTO_TEST_SUITE_END()
