#include "core/size/sized_config.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;
using namespace muster::test;

// Totals are those of the classes, built with these configurations and counted.

BOOST_AUTO_TEST_SUITE(class_totals_test)

BOOST_AUTO_TEST_CASE(queries_that_are_experts_are_active_as_far_as_chosen)
{
    const auto size = size_of(R"({"model_type": "jetmoe"})");
    BOOST_TEST(size.text_params == 4'293'888'000u);
    BOOST_TEST(size.is_moe);
    // Six of eight experts of both kinds rest.
    const auto resting = 12ull * 6 * (3u * 2048 * 5632 + 2u * 2048 * 2048);
    BOOST_TEST(size.active_params == 4'293'888'000u - resting);
    BOOST_TEST(size.kv_bytes_per_token == 12u * 2 * 16 * 128 * 2);
    BOOST_TEST((size.attention == attention_kind::gqa));
}

BOOST_AUTO_TEST_CASE(shared_blocks_are_counted_once_and_cached_at_each_use)
{
    const auto size = size_of(R"({"model_type": "zamba"})");
    BOOST_TEST(size.text_params == 7'232'490'496u);
    BOOST_TEST(size.kv_bytes_per_token == 13u * 2 * 16 * 464 * 2);
    BOOST_TEST((size.attention == attention_kind::hybrid));
}

BOOST_AUTO_TEST_CASE(a_mask_that_values_choose)
{
    BOOST_TEST(params_of(R"({"model_type": "doge"})") == 403'055'872u);
    BOOST_TEST(
        size_from_config(*read_config(R"({"model_type": "doge", "is_moe": true})")).has_error()
    );
}

BOOST_AUTO_TEST_CASE(parallel_experts_behind_dense_layers)
{
    const auto size = size_of(R"({"model_type": "cohere2_moe"})");
    BOOST_TEST(size.text_params == 190'004'928'512u);
    // Each fourth layer grows.
    BOOST_TEST(size.kv_bytes_per_token == 10u * 2 * 64 * 128 * 2);
    BOOST_TEST(size.kv_bytes_fixed == 30u * 4096 * 2 * 64 * 128 * 2);

    BOOST_TEST(
        params_of(R"({"model_type": "cohere2_moe", "first_k_dense_replace": 1,
            "prefix_dense_intermediate_size": 1024})") ==
        190'004'928'512u - 8ull * 8192 * (1 + 3 * 22528) + 3ull * 8192 * 1024
    );
}

BOOST_AUTO_TEST_CASE(images_have_experts_that_no_text_passes)
{
    const std::string shape = R"("hidden_size": 2560, "num_hidden_layers": 28,
        "num_attention_heads": 20, "num_key_value_heads": 4, "intermediate_size": 12288,
        "vocab_size": 103424, "moe_intermediate_size": [1536, 512], "moe_k": 6,
        "moe_num_shared_experts": 2, "max_position_embeddings": 131072)";
    const auto nested = size_of(
        R"({"model_type": "ernie4_5_vl_moe", "text_config": {"moe_num_experts": 64,
            "model_type": "ernie4_5_vl_moe_text", "moe_layer_start_index": 1, )" +
        shape + R"(}, "vision_config": {}})"
    );
    const auto flat = size_of(
        R"({"model_type": "ernie4_5_moe_vl", "moe_num_experts": [64, 64],
            "moe_layer_start_index": [1, 1], "moe_layer_end_index": [27, 27], )" +
        shape + "}"
    );
    constexpr auto h = 2560ull;
    constexpr auto layers = 28 * (2 * h * h + 2 * h * 512 + 2 * h) + 3 * h * 12288;
    constexpr auto sparse = 27 * (2 * (h + 1) * 64 + 64 * 3 * h * (1536 + 512) + 3 * h * 3072);
    BOOST_TEST(nested.text_params == 103424 * h + h + layers + sparse);
    BOOST_TEST(flat.text_params == nested.text_params);
    BOOST_TEST(flat.active_params < nested.text_params / 8);
    BOOST_TEST(nested.are_towers_counted);
}

BOOST_AUTO_TEST_CASE(windows_with_sinks)
{
    const std::string shape = R"("hidden_size": 2560, "num_hidden_layers": 24,
        "num_attention_heads": 20, "num_key_value_heads": 4, "intermediate_size": 8192)";
    BOOST_TEST(
        params_of(R"({"model_type": "granite_swa", "vocab_size": 100352, )" + shape + "}") ==
        2'144'463'840u
    );
}

BOOST_AUTO_TEST_CASE(stacks_that_read_and_write)
{
    const auto of = [](const std::string& type, const std::string& members) {
        return params_of(
            R"({"model_type": ")" + type + R"(", "encoder_layers": 12, "decoder_layers": 12,
            "encoder_ffn_dim": 4096, "decoder_ffn_dim": 4096, "decoder_attention_heads": 16,
            "max_position_embeddings": 1024, "d_model": 1024, )" +
            members + "}"
        );
    };
    BOOST_TEST(of("bart", R"("vocab_size": 50265)") == 406'291'456u);
    BOOST_TEST(of("mbart", R"("vocab_size": 50265)") == 406'295'552u);
    BOOST_TEST(of("pegasus", R"("vocab_size": 50265)") == 406'287'360u);
    BOOST_TEST(of("marian", R"("vocab_size": 58101)") == 414'307'328u);
    BOOST_TEST(of("m2m_100", R"("vocab_size": 128112)") == 483'905'536u);
}

BOOST_AUTO_TEST_CASE(sound_is_read_by_convolutions)
{
    const auto size = size_of(R"({"model_type": "whisper", "vocab_size": 51865,
        "num_mel_bins": 80, "encoder_layers": 4, "decoder_layers": 4, "d_model": 384,
        "decoder_attention_heads": 6, "encoder_ffn_dim": 1536, "decoder_ffn_dim": 1536,
        "max_source_positions": 1500, "max_target_positions": 448})");
    BOOST_TEST(size.text_params == 37'760'640u);
    BOOST_TEST(size.ctx_len.value() == 448u);
}

BOOST_AUTO_TEST_CASE(heads_that_a_class_gives_to_windows)
{
    // A list names the layers, and nothing says what sliding layers have.
    const auto size = size_of(R"({"model_type": "mimo_v2_flash", "hidden_size": 4096,
        "num_hidden_layers": 2, "num_attention_heads": 64, "num_key_value_heads": 4,
        "head_dim": 192, "v_head_dim": 128, "intermediate_size": 16384, "vocab_size": 1000,
        "sliding_window": 128, "layer_types": ["full_attention", "sliding_attention"]})");
    BOOST_TEST(size.kv_bytes_per_token == 4u * (192 + 128) * 2);
    BOOST_TEST(size.kv_bytes_fixed == 128u * 8 * (192 + 128) * 2);
}

BOOST_AUTO_TEST_CASE(heads_of_their_own_where_keys_are_not_shared)
{
    BOOST_TEST(params_of(R"({"model_type": "gpt_bigcode", "n_embd": 768, "n_layer": 12,
        "n_head": 12, "vocab_size": 50257, "n_positions": 1024, "multi_query": false,
        "num_key_value_heads": 1})") == 124'439'808u);
}

BOOST_AUTO_TEST_CASE(what_sees_beside_a_known_text)
{
    const auto tower_of = [](const std::string& config) { return size_of(config).tower_params; };
    const std::string text = R"("text_config": {"model_type": "llama", "hidden_size": 4096})";
    BOOST_TEST(
        tower_of(R"({"model_type": "idefics3", "vision_config": {}, )" + text + "}") == 171'270'144u
    );
    BOOST_TEST(
        tower_of(
            R"({"model_type": "internvl", "vision_config": {"image_size": [448, 448],
            "patch_size": [14, 14], "model_type": "internvl_vision"}, )" +
            text + "}"
        ) == 337'509'376u
    );
    BOOST_TEST(
        tower_of(
            R"({"model_type": "llava_next", "vision_config": {"hidden_size": 1024,
            "intermediate_size": 4096, "num_hidden_layers": 24, "image_size": 336,
            "patch_size": 14, "model_type": "clip_vision_model"}, )" +
            text + "}"
        ) == 324'491'264u
    );
    BOOST_TEST(
        tower_of(R"({"model_type": "qwen2_audio", "audio_config": {}, )" + text + "}") ==
        642'215'936u
    );
}

BOOST_AUTO_TEST_CASE(a_text_inside_of_something_is_not_the_whole)
{
    // The class sees, and the configuration does not say with what.
    const auto size = size_of(R"({"model_type": "qwen3_5", "text_config": {}})");
    BOOST_TEST(!size.are_towers_counted);
}

BOOST_AUTO_TEST_SUITE_END()
