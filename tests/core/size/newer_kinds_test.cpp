#include "core/size/sized_config.hpp"
#include "size/totals.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;
using namespace muster::test;

// Public models of 2026. Totals are those that the Hub gives of them.

namespace {

/// What an exact total says of a configuration; nothing where it is not exact.
std::string explanation_of(const formula_size& size, std::uint64_t total)
{
    const auto reading = explain_total(size, {total, {}}, 0);
    return reading.fit == total_fit::exact ? "exact " + reading.explanation : "";
}

const std::string streams_and_words = R"({"model_type": "qwen4_exp", "text_config": {
    "model_type": "qwen4_exp_text", "hc_count": 4, "hc_lowrank": 320, "head_dim": 256,
    "heads_per_ngram": 8, "hidden_size": 2560, "indexer_head_dim": 128, "indexer_kv_heads": 1,
    "indexer_n_heads": 4, "linear_key_head_dim": 128, "linear_num_key_heads": 16,
    "linear_num_value_heads": 48, "linear_value_head_dim": 128,
    "make_ngram_vocab_size_divisible_by": 128, "mamba_ssm_dtype": "float32",
    "moe_intermediate_size": 640, "mtp_num_hidden_layers": 1, "ngram_size": 3,
    "ngram_vocab_size_base": 20000000, "num_attention_heads": 24, "num_experts": 512,
    "num_experts_per_tok": 10, "num_hidden_layers": 48, "num_key_value_heads": 2,
    "ple_conv_kernel_size": 4, "ple_embed_dim": 2560, "ple_layer_ids": [2],
    "shared_expert_intermediate_size": 640, "tie_word_embeddings": false, "vocab_size": 248320},
    "vision_config": {"model_type": "qwen4_exp", "depth": 27, "hidden_size": 1152,
        "intermediate_size": 4304, "out_hidden_size": 2560, "num_position_embeddings": 2304}})";

}  // namespace

BOOST_AUTO_TEST_SUITE(newer_kinds_test)

BOOST_AUTO_TEST_CASE(tables_of_word_groups_are_looked_up)
{
    const auto size = size_of(streams_and_words);
    BOOST_TEST(size.text_params == 176'943'899'520u);
    BOOST_TEST(size.lookup_params == 320'001'536ull * 160);
    BOOST_TEST(size.active_params == 6'671'295'360u);
    BOOST_TEST(size.kv_bytes_per_token == 24'576u);
    BOOST_TEST(size.kv_bytes_fixed == 115'458'048u);
    BOOST_TEST(
        explanation_of(size, 179'999'981'459) ==
        "exact counting MTP layers and numbers that are no weights"
    );
}

BOOST_AUTO_TEST_CASE(latent_attention_beside_states_pools_what_it_is_chosen_by)
{
    const auto size = size_of(R"({"model_type": "glm5_next", "text_config": {
        "model_type": "glm5_next_text", "vocab_size": 154880, "hidden_size": 4096,
        "intermediate_size": 12288, "num_hidden_layers": 4, "num_attention_heads": 64,
        "first_k_dense_replace": 3, "moe_intermediate_size": 2048, "n_routed_experts": 288,
        "n_shared_experts": 1, "num_experts_per_tok": 8, "hc_mult": 4, "q_lora_rank": 1536,
        "kv_lora_rank": 512, "qk_nope_head_dim": 256, "qk_rope_head_dim": 0, "v_head_dim": 256,
        "index_n_heads": 32, "index_head_dim": 128, "index_kpool": 4,
        "num_nextn_predict_layers": 1, "tie_word_embeddings": false,
        "layer_types": ["linear_attention", "linear_attention", "linear_attention",
            "deepseek_sparse_attention"],
        "linear_attn_config": {"num_heads": 64, "head_dim": 128, "short_conv_kernel_size": 4}},
        "vision_config": {"model_type": "glm5_next_vision"}})");

    BOOST_TEST(size.tower_params == 563'627'008u);
    BOOST_TEST(size.mtp_params == 7'432'592'416u);
    BOOST_TEST(size.kv_bytes_per_token == 512u * 2 + 128 * 2 / 4);
}

BOOST_AUTO_TEST_CASE(images_without_an_encoder_are_projected)
{
    const std::string unified = R"({"model_type": "gemma4_unified", "text_config": {
        "model_type": "gemma4_unified_text", "attention_k_eq_v": true, "head_dim": 256,
        "global_head_dim": 512, "hidden_size": 3840, "intermediate_size": 15360,
        "num_attention_heads": 16, "num_experts": null, "num_global_key_value_heads": 1,
        "num_hidden_layers": 48, "num_key_value_heads": 8, "sliding_window": 1024,
        "vocab_size": 262144, "max_position_embeddings": 262144},
        "vision_config": {"model_type": "gemma4_unified_vision"},
        "audio_config": {"model_type": "gemma4_unified_audio"}})";
    const auto size = size_of(unified);

    BOOST_TEST(size.text_params == 11'907'350'320u);
    BOOST_TEST(size.tower_params == 52'379'904u);
    BOOST_TEST(size.kv_bytes_per_token == 16'384u);
    BOOST_TEST(size.kv_bytes_fixed == 335'544'320u);
    BOOST_TEST(explanation_of(size, 12'966'363'184) == "exact counting the tied head stored again");
    BOOST_TEST(
        explanation_of(size, 11'959'730'176) == "exact without vectors of layers (sinks, states)"
    );
}

BOOST_AUTO_TEST_CASE(what_differs_of_a_layer_stands_under_its_number)
{
    const auto params = params_of(R"({"model_type": "llama", "hidden_size": 64,
        "num_hidden_layers": 12, "num_attention_heads": 4, "num_key_value_heads": 2,
        "head_dim": 16, "intermediate_size": 128, "vocab_size": 100,
        "per_layer_config": {"05": {"head_dim": 32, "num_key_value_heads": 1}}})");
    const auto layer = 64u * 16 * (4 + 2 + 2 + 4) + 3 * 64 * 128 + 2 * 64;
    const auto other = 64u * 32 * (4 + 1 + 1 + 4) + 3 * 64 * 128 + 2 * 64;

    BOOST_TEST(params == 2u * 6400 + 64 + 11 * layer + other);
}

BOOST_AUTO_TEST_CASE(groups_of_words_are_looked_up_by_hash)
{
    const auto size = size_of(R"({"architectures": ["LongcatFlashNgramForCausalLM"],
        "vocab_size": 131072, "hidden_size": 3072, "ffn_hidden_size": 6144,
        "expert_ffn_hidden_size": 1024, "num_layers": 14, "num_attention_heads": 32,
        "kv_lora_rank": 512, "q_lora_rank": 1536, "qk_rope_head_dim": 64,
        "qk_nope_head_dim": 128, "v_head_dim": 128, "n_routed_experts": 256, "moe_topk": 12,
        "zero_expert_num": 128, "ngram_vocab_size_ratio": 78, "emb_neighbor_num": 4,
        "emb_split_num": 4})");

    BOOST_TEST((size.match == family_match::by_architecture));
    BOOST_TEST(size.lookup_params == 31'406'985'216u);
    BOOST_TEST(size.kv_bytes_per_token == 32'256u);
    BOOST_TEST(explanation_of(size, 69'073'335'552) == "exact counting MTP layers");
}

BOOST_AUTO_TEST_CASE(blocks_have_experts_of_their_own_number_and_width)
{
    const auto size = size_of(R"({"model_type": "nemotron_h_puzzle", "hidden_size": 4096,
        "num_hidden_layers": null, "num_attention_heads": 32, "num_key_value_heads": 2,
        "head_dim": 128, "intermediate_size": 21504, "n_routed_experts": 512,
        "n_shared_experts": 1, "moe_latent_size": 1024,
        "moe_shared_expert_intermediate_size": 5376, "vocab_size": 131072,
        "layers_block_type": ["mamba", "moe", "attention", "moe"], "block_configs": [
            {"block_type": "mamba"},
            {"block_type": "moe", "moe_intermediate_size": 1280, "num_experts_per_tok": 4},
            {"block_type": "attention"},
            {"block_type": "moe", "moe_intermediate_size": 2688, "num_experts_per_tok": 22}],
        "mamba_num_heads": 128, "mamba_head_dim": 64, "ssm_state_size": 96, "n_groups": 8,
        "conv_kernel": 4, "tie_word_embeddings": false})");

    BOOST_TEST(size.text_params == 5'486'752'640u);
    BOOST_TEST(size.active_params == 920'728'448u);
    BOOST_TEST(size.kv_bytes_per_token == 1024u);
    BOOST_TEST(size.layers == 4u);

    const std::string head = R"({"model_type": "gpt_oss_puzzle", "hidden_size": 2880,
        "intermediate_size": 2880, "vocab_size": 201088, "num_attention_heads": 64,
        "num_key_value_heads": 8, "head_dim": 64, "num_experts_per_tok": 4,
        "num_hidden_layers": 2, "block_configs": [)";
    const std::string whole = R"({"num_local_experts": 128, "sliding_window": 128})";
    const std::string thinned = R"({"num_local_experts": 64, "sliding_window": null})";
    const auto both = size_of(head + whole + "," + whole + "]}");
    const auto one = size_of(head + whole + "," + thinned + "]}");
    // An expert with its row of the router.
    BOOST_TEST(both.text_params - one.text_params == 64u * 24'894'721);
    BOOST_TEST(both.active_params - one.active_params == 64u * 2881);
    BOOST_TEST(one.kv_bytes_per_token == 2u * 8 * 64 * 2);
    BOOST_TEST(one.kv_bytes_fixed == 128u * 2 * 8 * 64 * 2);
}

BOOST_AUTO_TEST_CASE(heads_are_those_of_the_blocks_where_these_say_them)
{
    const auto size = size_of(R"({"model_type": "nemotron-nas", "hidden_size": 8192,
        "num_hidden_layers": 3, "num_attention_heads": 64, "num_key_value_heads": null,
        "vocab_size": 128256, "tie_word_embeddings": false, "block_configs": [
            {"attention": {"n_heads_in_group": 8}, "ffn": {"ffn_mult": 2.625}},
            {"attention": {"no_op": true, "n_heads_in_group": null}, "ffn": {"ffn_mult": 1.3125}},
            {"attention": {"n_heads_in_group": 8}, "ffn": {"ffn_mult": 5.25}}]})");

    BOOST_TEST(size.kv_heads.value() == 8u);
    BOOST_TEST((size.attention == attention_kind::gqa));
    BOOST_TEST(size.kv_bytes_per_token == 2u * 2 * 8 * 128 * 2);
}

BOOST_AUTO_TEST_CASE(a_model_that_removes_noise_keeps_no_keys)
{
    const auto size = size_of(R"({"model_type": "llada", "d_model": 4096, "n_heads": 32,
        "n_kv_heads": 32, "n_layers": 32, "mlp_hidden_size": 12288, "vocab_size": 126464,
        "embedding_size": 126464, "weight_tying": false, "max_sequence_length": 4096})");

    BOOST_TEST(size.text_params == 8'015'581'184u);
    BOOST_TEST(size.kv_bytes_per_token == 0u);
    BOOST_TEST((size.attention == attention_kind::none));
    BOOST_TEST(size.ctx_len.value() == 4096u);
}

BOOST_AUTO_TEST_CASE(a_decoder_that_removes_noise_keeps_no_keys_either)
{
    const auto size = size_of(R"({"model_type": "Dream", "architectures": ["DreamModel"]})");

    BOOST_TEST(size.kv_bytes_per_token == 0u);
    BOOST_TEST(size.kv_bytes_fixed == 0u);
}

BOOST_AUTO_TEST_CASE(a_type_that_is_known_as_one_class_is_no_other)
{
    const auto match = [](std::string_view name) {
        return size_of(
                   R"({"model_type": "moshi", "hidden_size": 64, "num_hidden_layers": 2,
            "num_attention_heads": 4, "ffn_dim": 256, "vocab_size": 100, "architectures": [")" +
                   std::string(name) + R"("]})"
        )
            .match;
    };

    BOOST_TEST((match("MoshiForCausalLM") == family_match::modelled));
    BOOST_TEST((match("MoshiForConditionalGeneration") == family_match::by_architecture));
}

BOOST_AUTO_TEST_CASE(each_how_many_th_layer_sees_all)
{
    const auto size = size_of(R"({"model_type": "afmoe", "global_attn_every_n_layers": 4,
        "head_dim": 128, "hidden_size": 1024, "intermediate_size": 3072,
        "max_position_embeddings": 131072, "moe_intermediate_size": 256,
        "num_attention_heads": 8, "num_dense_layers": 2, "num_experts": 128,
        "num_experts_per_tok": 8, "num_hidden_layers": 56, "num_key_value_heads": 2,
        "num_shared_experts": 1, "sliding_window": 2048, "vocab_size": 200192})");

    BOOST_TEST((size.match == family_match::modelled));
    BOOST_TEST(size.text_params == 6'120'003'328u);
    BOOST_TEST(size.kv_bytes_per_token == 14'336u);
    BOOST_TEST(size.kv_bytes_fixed == 88'080'384u);
}

BOOST_AUTO_TEST_CASE(layers_of_prediction_may_be_dense)
{
    const auto size = size_of(R"({"model_type": "exaone_moe", "hidden_size": 6144,
        "num_hidden_layers": 48, "num_attention_heads": 64, "num_key_value_heads": 8,
        "head_dim": 128, "intermediate_size": 18432, "moe_intermediate_size": 2048,
        "num_experts": 128, "num_experts_per_tok": 8, "num_shared_experts": 1,
        "first_k_dense_replace": 1, "num_nextn_predict_layers": 1, "sliding_window": 128,
        "sliding_window_pattern": "LLLG", "vocab_size": 153600, "tie_word_embeddings": false})");

    BOOST_TEST(size.text_params == 236'571'156'352u);
    BOOST_TEST(size.mtp_params == 528'513'280u);
    BOOST_TEST(size.kv_bytes_per_token == 49'152u);
}

BOOST_AUTO_TEST_CASE(a_gate_beside_each_query)
{
    const std::string dimensions = R"("hidden_size": 6656, "intermediate_size": 19968,
        "num_hidden_layers": 52, "num_attention_heads": 32, "num_key_value_heads": 2,
        "head_dim": 128, "sliding_window": 2048, "max_position_embeddings": 16384,
        "vocab_size": 202048})";
    const auto whole = size_of(
        R"({"model_type": "muse_glimmer", "text_config": {)" + dimensions +
        R"(, "vision_config": {"model_type": "muse_glimmer_vision"}})"
    );
    BOOST_TEST(explanation_of(whole, 29'776'626'688) == "exact ");
    BOOST_TEST(whole.kv_bytes_per_token == 13'312u);

    // Some write what sees into the same object.
    const auto flat =
        size_of(R"({"model_type": "muse_glimmer", "vision_layers": 50, )" + dimensions);
    BOOST_TEST(!flat.are_towers_counted);
    BOOST_TEST(flat.kv_bytes_per_token == 13'312u);
}

BOOST_AUTO_TEST_CASE(keys_that_no_layer_uses_may_be_missing)
{
    const auto size = size_of(R"({"model_type": "gemma4_text", "hidden_size": 64,
        "num_hidden_layers": 6, "num_attention_heads": 4, "num_key_value_heads": 2,
        "head_dim": 16, "global_head_dim": 32, "intermediate_size": 128, "vocab_size": 100,
        "num_kv_shared_layers": 2, "hidden_size_per_layer_input": 8,
        "architectures": ["Gemma4ForCausalLM"]})");
    const auto keys = 2u * 64 * 2 * (16 + 32) + 16 + 32;

    BOOST_TEST(size.unused_params == keys);
    BOOST_TEST(size.lookup_params == 100u * 6 * 8);
    BOOST_TEST(
        explanation_of(size, size.text_params - keys) == "exact without unused keys and values"
    );
}

BOOST_AUTO_TEST_SUITE_END()
