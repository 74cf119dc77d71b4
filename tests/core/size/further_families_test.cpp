#include "core/size/sized_config.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;
using namespace muster::test;

BOOST_AUTO_TEST_SUITE(further_families_test)

BOOST_AUTO_TEST_CASE(streams_and_inputs_for_each_layer_are_counted)
{
    // The larger and the smaller release of the class, with what sees and hears.
    const auto large = size_of(R"({"model_type": "gemma3n", "vision_config": {},
        "audio_config": {}, "text_config": {}})");
    BOOST_TEST(large.text_params == 6'866'696'688u);
    BOOST_TEST(large.text_params + large.tower_params == 7'849'978'192u);

    const auto small = size_of(R"({"model_type": "gemma3n", "vision_config": {},
        "audio_config": {}, "text_config": {"num_hidden_layers": 30, "intermediate_size": 8192,
        "num_kv_shared_layers": 10}})");
    BOOST_TEST(small.text_params + small.tower_params == 5'439'438'272u);
}

BOOST_AUTO_TEST_CASE(layers_that_share_a_cache_store_none)
{
    const auto size = size_of(R"({"model_type": "gemma3n_text"})");
    // Of 20 layers with a cache of their own each fifth grows; the others keep 512 tokens.
    BOOST_TEST(size.kv_bytes_per_token == 4u * 2 * 2 * 256 * 2);
    BOOST_TEST(size.kv_bytes_fixed == 16u * 512 * 2 * 2 * 256 * 2);
}

BOOST_AUTO_TEST_CASE(other_encoders_beside_a_known_text_part_are_not_guessed)
{
    const auto size = size_of(R"({"model_type": "gemma3n", "vision_config": {"hidden_size": 1024},
        "audio_config": {}, "text_config": {}})");
    BOOST_TEST(!size.are_towers_counted);

    const auto outer = size_of(R"({"model_type": "of_no_known_class", "text_config": {
        "model_type": "qwen3", "hidden_size": 1024, "num_hidden_layers": 2}})");
    BOOST_TEST(!outer.are_towers_counted);
}

BOOST_AUTO_TEST_CASE(layers_of_different_heads_and_widths)
{
    BOOST_TEST(
        params_of(R"({"model_type": "openelm", "num_transformer_layers": 16, "model_dim": 1280,
            "head_dim": 64, "num_kv_heads": [3,3,3,3,3,4,4,4,4,4,4,4,5,5,5,5],
            "num_query_heads": [12,12,12,12,12,16,16,16,16,16,16,16,20,20,20,20],
            "ffn_multipliers": [0.5,0.73,0.97,1.2,1.43,1.67,1.9,2.13,2.37,2.6,2.83,3.07,3.3,
            3.53,3.77,4.0], "ffn_dim_divisor": 256, "normalize_qk_projections": true,
            "share_input_output_layers": true, "vocab_size": 32000})") == 271'527'168u
    );
}

BOOST_AUTO_TEST_CASE(a_state_with_one_step_a_head)
{
    const auto size = size_of(R"({"model_type": "plamo2", "num_hidden_layers": 16,
        "hidden_size": 2048, "num_attention_heads": 16, "num_key_value_heads": 1,
        "hidden_size_per_head": 128, "vocab_size": 100000, "intermediate_size": 8192,
        "mamba_num_heads": 32, "mamba_d_state": 64})");
    BOOST_TEST(size.text_params == 1'291'441'920u);
    BOOST_TEST((size.attention == attention_kind::hybrid));
}

BOOST_AUTO_TEST_CASE(rwkv_by_generation)
{
    const auto sixth = size_of(R"({"model_type": "rwkv6", "hidden_size": 2048,
        "attention_hidden_size": 2048, "num_hidden_layers": 24, "head_size": 64,
        "vocab_size": 65536, "intermediate_size": null})");
    BOOST_TEST(sixth.text_params == 1'599'873'024u);
    BOOST_TEST((sixth.attention == attention_kind::none));
    BOOST_TEST(sixth.kv_bytes_per_token == 0u);
    BOOST_TEST(sixth.kv_bytes_fixed == 24u * (2 * 2048 * 2 + 2048 * 64 * 4));

    BOOST_TEST(params_of(R"({"model_type": "rwkv7", "hidden_size": 2048, "num_hidden_layers": 24,
            "head_dim": 64, "vocab_size": 65536, "intermediate_size": 8192,
            "decay_low_rank_dim": 96, "a_low_rank_dim": 96, "gate_low_rank_dim": 256,
            "v_low_rank_dim": 64, "tie_word_embeddings": false})") == 1'527'404'544u);
    BOOST_TEST(params_of(R"({"model_type": "rwkv", "hidden_size": 4096, "num_hidden_layers": 32,
            "attention_hidden_size": 4096, "intermediate_size": 16384, "vocab_size": 50277,
            "tie_word_embeddings": false})") == 7'392'649'216u);
}

BOOST_AUTO_TEST_CASE(a_reading_and_a_writing_stack_are_both_counted)
{
    const auto small = size_of(R"({"model_type": "t5", "d_model": 512, "d_kv": 64, "d_ff": 2048,
        "num_layers": 6, "num_decoder_layers": 6, "num_heads": 8, "vocab_size": 32128})");
    BOOST_TEST(small.text_params == 60'506'624u);
    // What is written is cached; what was read is not the sequence's.
    BOOST_TEST(small.kv_bytes_per_token == 6u * 2 * 8 * 64 * 2);

    BOOST_TEST(params_of(R"({"model_type": "t5", "d_model": 512, "d_kv": 64, "d_ff": 1024,
            "num_layers": 8, "num_decoder_layers": 8, "num_heads": 6, "vocab_size": 32128,
            "feed_forward_proj": "gated-gelu", "tie_word_embeddings": false})") == 76'961'152u);
    BOOST_TEST(params_of(R"({"model_type": "bart", "d_model": 1024, "encoder_layers": 12,
            "decoder_layers": 12, "encoder_ffn_dim": 4096, "decoder_ffn_dim": 4096,
            "encoder_attention_heads": 16, "decoder_attention_heads": 16,
            "vocab_size": 50265, "max_position_embeddings": 1024})") == 406'291'456u);
}

BOOST_AUTO_TEST_CASE(what_a_class_ties_unless_it_is_said)
{
    BOOST_TEST(params_of(R"({"model_type": "smollm3", "hidden_size": 2048, "num_hidden_layers": 36,
            "num_attention_heads": 16, "num_key_value_heads": 4, "intermediate_size": 11008,
            "vocab_size": 128256})") == 3'075'098'624u);
}

BOOST_AUTO_TEST_CASE(a_width_of_states_goes_before_what_expands_it)
{
    BOOST_TEST(
        params_of(R"({"model_type": "falcon_mamba", "hidden_size": 4096, "num_hidden_layers": 64,
            "vocab_size": 65024, "expand": 16, "intermediate_size": 8192, "state_size": 16,
            "time_step_rank": 256, "conv_kernel": 4, "use_conv_bias": true,
            "tie_word_embeddings": false})") == 7'272'665'088u
    );
}

BOOST_AUTO_TEST_CASE(norms_that_come_last_in_a_layer_leave_none_for_the_end)
{
    BOOST_TEST(params_of(R"({"model_type": "opt", "hidden_size": 1024, "num_hidden_layers": 24,
            "num_attention_heads": 16, "ffn_dim": 4096, "vocab_size": 50272,
            "word_embed_proj_dim": 512, "do_layer_norm_before": false,
            "max_position_embeddings": 2048})") == 331'196'416u);
}

BOOST_AUTO_TEST_CASE(a_window_as_long_as_the_context_is_none)
{
    constexpr auto config = R"({"model_type": "phi3", "hidden_size": 3072,
        "num_hidden_layers": 32, "num_attention_heads": 32, "intermediate_size": 8192,
        "vocab_size": 32064, "max_position_embeddings": 131072, "sliding_window": )";
    const auto idle = size_of(config + std::string("262144}"));
    BOOST_TEST(idle.kv_bytes_per_token == 393'216u);
    BOOST_TEST(idle.kv_bytes_fixed == 0u);
    const auto closing = size_of(config + std::string("2047}"));
    BOOST_TEST(closing.kv_bytes_per_token == 0u);
    BOOST_TEST(closing.kv_bytes_fixed == 393'216u * 2047);
}

BOOST_AUTO_TEST_CASE(where_root_and_nested_part_disagree_the_version_tells_which_ties)
{
    constexpr auto config = R"({"model_type": "qwen3_vl", "tie_word_embeddings": true,
        "text_config": {"model_type": "qwen3_vl_text", "hidden_size": 1024,
        "num_hidden_layers": 2, "tie_word_embeddings": false}, "transformers_version": )";
    BOOST_TEST(size_of(config + std::string("\"4.57.1\"}")).tied_head_params == 0u);
    const auto newer = size_of(config + std::string("\"5.1.0\"}"));
    BOOST_TEST(newer.tied_head_params > 0u);
    BOOST_TEST(!newer.is_tie_given);
}

BOOST_AUTO_TEST_CASE(a_list_of_kinds_goes_before_what_the_class_would_compute)
{
    constexpr auto config = R"({"model_type": "glm4_moe", "hidden_size": 64, "vocab_size": 128,
        "num_hidden_layers": 3, "num_attention_heads": 4, "num_key_value_heads": 2,
        "head_dim": 16, "intermediate_size": 32, "moe_intermediate_size": 16,
        "n_routed_experts": 4, "num_experts_per_tok": 2, "n_shared_experts": 1)";
    const auto listed =
        params_of(config + std::string(R"(, "mlp_layer_types": ["dense", "dense", "sparse"]})"));
    const auto counted = params_of(config + std::string(R"(, "first_k_dense_replace": 2})"));
    BOOST_TEST(listed == counted);
    BOOST_TEST(listed != params_of(config + std::string("}")));
}

BOOST_AUTO_TEST_SUITE_END()
