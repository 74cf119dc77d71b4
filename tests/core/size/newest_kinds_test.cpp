#include "core/size/sized_config.hpp"
#include "size/totals.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>

using namespace muster;
using namespace muster::test;

// More public models of 2026, and one form of before. Totals are those that the Hub gives of them.

namespace {

/// What a total says of a configuration, where it is exact.
std::string reading_of(const formula_size& size, std::uint64_t total)
{
    const auto reading = explain_total(size, {total, {}}, 0);
    return reading.fit == total_fit::exact ? "exact " + reading.explanation : "";
}

const std::string deepseek_v41 = R"({"model_type": "deepseek_v41",
    "quantization_config": {"quant_method": "fp8", "weight_block_size": [32, 32],
        "expert_dtype": "fp4"},
    "text_config": {"model_type": "deepseek_v41_text", "vocab_size": 129280,
        "hidden_size": 5120, "moe_intermediate_size": 2304, "num_hidden_layers": 40,
        "num_attention_heads": 64, "num_key_value_heads": 1, "head_dim": 512,
        "q_lora_rank": 1280, "o_lora_rank": 1024, "o_groups": 8,
        "max_position_embeddings": 1048576, "n_routed_experts": 384, "n_shared_experts": 1,
        "num_experts_per_tok": 6, "sliding_window": 128,
        "compress_ratios": [0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
        "kv_source_layer_ids": [2, 8, 14, 20],
        "index_source_layer_ids": [2, 8, 14, 20, 24, 28, 32, 36], "index_n_heads": 32,
        "index_head_dim": 128, "hc_mult": 4, "engram_layer_ids": [1, 14],
        "engram_num_embeddings": [384006168, 384016682], "engram_max_ngram_size": 4,
        "engram_n_heads": 8, "engram_head_dim": 256, "num_nextn_predict_layers": 3,
        "dspark_target_layer_ids": [37, 38, 39], "dspark_markov_rank": 256,
        "dspark_n_routed_experts": 128},
    "vision_config": {"model_type": "deepseek_v41_vision"}})";

std::string mimo_v2(std::string_view further)
{
    return R"({"model_type": "mimo_v2", "hidden_size": 4096, "num_hidden_layers": 48,
        "num_attention_heads": 64, "num_key_value_heads": 4, "head_dim": 192,
        "v_head_dim": 128, "swa_num_attention_heads": 64, "swa_num_key_value_heads": 8,
        "swa_head_dim": 192, "swa_v_head_dim": 128, "sliding_window_size": 128,
        "intermediate_size": 16384, "moe_intermediate_size": 2048, "n_routed_experts": 256,
        "n_shared_experts": null, "num_experts_per_tok": 8, "vocab_size": 152576,
        "first_k_dense_replace": 1, "add_swa_attention_sink_bias": true,
        "hybrid_layer_pattern": [0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1,
            1, 1, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 0])" +
           std::string(further) + "}";
}

std::string old_llava(std::string_view further)
{
    return R"({"model_type": "llava", "hidden_size": 4096, "num_hidden_layers": 32,
        "num_attention_heads": 32, "intermediate_size": 11008, "vocab_size": 32000)" +
           std::string(further) + "}";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(newest_kinds_test)

BOOST_AUTO_TEST_CASE(few_layers_make_entries_that_all_use)
{
    const auto size = size_of(deepseek_v41);

    BOOST_TEST((size.match == family_match::modelled));
    BOOST_TEST(size.tower_params == 485'268'480u);
    BOOST_TEST(size.mtp_params == 14'225'362'530u);
    BOOST_TEST(size.lookup_params == 196'613'849'600u);
    BOOST_TEST(reading_of(size, 763'205'315'794) == "exact counting MTP layers");
    // Entries of 512 numbers, each of two tokens in three layers and of one in the last, with keys.
    BOOST_TEST(size.kv_bytes_per_token == 2'560u + 640);
    BOOST_TEST(size.kv_bytes_fixed == 5'242'880u);
    // As published: 16 thousand million in decoding.
    BOOST_TEST(size.active_params / 1'000'000'000 == 16u);
}

BOOST_AUTO_TEST_CASE(without_saying_which_layers_make_entries_there_is_no_size)
{
    auto config = deepseek_v41;
    config.replace(config.find("kv_source_layer_ids"), 19, "kv_source_layer_idx");

    BOOST_TEST(size_from_config(*read_config(config)).has_error());
}

BOOST_AUTO_TEST_CASE(layers_that_make_no_entries_are_no_makers_of_entries)
{
    constexpr std::string_view given = "[2, 8, 14, 20]";
    for (const auto* const odd :
         {"null",
          "[]",
          "[null]",
          "[2, null]",
          "[\"2\"]",
          "[2.5]",
          "[-1]",
          "[40]",
          "[0, 2]",
          "{}",
          "7"})
    {
        auto config = deepseek_v41;
        config.replace(config.find(given), given.size(), odd);
        BOOST_TEST(size_from_config(*read_config(config)).has_error(), odd);
    }
    auto unpooled = deepseek_v41;
    unpooled.replace(unpooled.find("[0, 0, 2"), 8, "[0, 0, null");
    BOOST_TEST(size_from_config(*read_config(unpooled)).has_error());
}

BOOST_AUTO_TEST_CASE(experts_of_four_bits_are_told_beside_the_blocks)
{
    const auto size = size_of(deepseek_v41);

    BOOST_TEST(size.quant_method == "fp8");
    BOOST_TEST(size.quant_bits == 4u);
    // Experts in words of two, those that draft as well: a proof where dtypes tell words apart.
    const std::uint64_t total = 484'619'644'114;
    const std::uint64_t words = 278'585'671'680;
    std::uint64_t bytes = 0;
    for (const auto& part : size.packed)
        bytes += part.kind == packed_kind::narrow ? part.weights : 0;
    const auto fit_of = [&](std::uint64_t halves) {
        const auto rest = total - halves - bytes;
        return explain_total(
                   size, {total, {}, {{"I8", halves}, {"F8_E4M3", bytes}, {"BF16", rest}}}, 0
        )
            .fit;
    };
    BOOST_TEST((explain_total(size, {total}, 0).fit != total_fit::exact));
    BOOST_TEST((fit_of(words) == total_fit::exact));
    BOOST_TEST((fit_of(words / 2) != total_fit::exact));
}

BOOST_AUTO_TEST_CASE(words_and_sights_and_sounds)
{
    const auto whole = size_of(mimo_v2(R"(, "vision_config": {"depth": 28,
        "hidden_size": 1280, "intermediate_size": 4608, "num_heads": 32,
        "num_key_value_heads": 8, "fullatt_block_indexes": [0, 9, 18, 27],
        "out_hidden_size": 4096, "patch_size": 16, "use_sink": true},
        "audio_config": {"audio_channels": 20, "group_size": 4, "input_local_dim": 1024,
        "input_local_intermediate_size": 4096, "input_local_layers": 6,
        "out_hidden_size": 4096, "speech_vocab_size": "1280"})"));

    BOOST_TEST(whole.tower_params == 989'721'600u);
    BOOST_TEST(whole.mtp_params == 987'820'224u);
    BOOST_TEST(reading_of(whole, 310'756'322'688) == "exact counting MTP layers");
    BOOST_TEST(whole.kv_bytes_per_token == 9u * 4 * (192 + 128) * 2);
    BOOST_TEST(whole.kv_bytes_fixed == 39u * 128 * 8 * (192 + 128) * 2);

    const auto words = size_of(mimo_v2(""));
    BOOST_TEST(words.are_towers_counted);
    BOOST_TEST(
        reading_of(words, 308'778'778'368) == "exact without vectors of layers (sinks, states)"
    );
}

BOOST_AUTO_TEST_CASE(a_half_that_removes_noise_has_the_weights_of_one_that_reads)
{
    const auto size = size_of(R"({"model_type": "diffusion_gemma", "text_config": {
        "model_type": "diffusion_gemma_text", "num_hidden_layers": 30, "hidden_size": 2816,
        "num_attention_heads": 16, "num_key_value_heads": 8, "head_dim": 256,
        "global_head_dim": 512, "num_global_key_value_heads": 2, "vocab_size": 262144,
        "intermediate_size": 2112, "moe_intermediate_size": 704, "num_experts": 128,
        "top_k_experts": 8, "sliding_window": 1024}, "vision_config": {
        "model_type": "gemma4_vision", "num_hidden_layers": 27, "hidden_size": 1152,
        "num_attention_heads": 16, "num_key_value_heads": 16, "head_dim": 72,
        "intermediate_size": 4304, "position_embedding_size": 10240, "standardize": true}})");

    BOOST_TEST(reading_of(size, 25'823'781'228) == "exact ");
    BOOST_TEST(reading_of(size, 25'823'778'864) == "exact without numbers beside parameters");
    // What is written is read once, and kept: five layers of thirty grow.
    BOOST_TEST(size.kv_bytes_per_token == 5u * 2 * 2 * 512 * 2);
}

// MTP layers are dense, six of eight with windows.
BOOST_AUTO_TEST_CASE(patches_are_folded_and_sounds_are_words)
{
    const auto size = size_of(R"({"model_type": "inkling_mm_model", "text_config": {
        "vocab_size": 201024, "hidden_size": 4096, "num_hidden_layers": 42,
        "num_attention_heads": 32, "num_key_value_heads": 8, "head_dim": 128,
        "swa_num_attention_heads": 32, "swa_num_key_value_heads": 8, "swa_head_dim": 128,
        "sliding_window_size": 512, "d_rel": 16, "rel_extent": 1024, "sconv_kernel_size": 4,
        "dense_mlp_idx": 2, "intermediate_size": 2048, "dense_intermediate_size": 16384,
        "n_routed_experts": 256, "num_experts_per_tok": 6, "n_shared_experts": 2},
        "vision_config": {"n_layers": 4, "patch_size": 40, "temporal_patch_size": 2},
        "audio_config": {"n_mel_bins": 80, "mel_vocab_size": 16},
        "mtp_config": {"num_nextn_predict_layers": 8, "local_layer_ids": [0, 2, 4, 5, 6, 7]}})");

    BOOST_TEST(size.tower_params == 69'327'360u);
    BOOST_TEST(size.mtp_params == 2'231'912'456u);
    BOOST_TEST(reading_of(size, 263'724'526'634) == "exact ");
    BOOST_TEST(reading_of(size, 265'956'439'090) == "exact counting MTP layers");
    // What convolutions keep is not modelled.
    BOOST_TEST(!size.are_kinds_known);
}

// Kimi-K3: 24 of 93 layers attend, each fourth and the last.
BOOST_AUTO_TEST_CASE(layers_that_attend_are_counted_by_their_list)
{
    std::string others;
    for (int i = 1; i < 93; ++i)
        if (i % 4 != 0)
            others += (others.empty() ? "" : ", ") + std::to_string(i);
    const auto size = size_of(
        R"({"model_type": "kimi_k3", "text_config": {"hidden_size": 7168,
        "num_hidden_layers": 93, "num_attention_heads": 96, "num_key_value_heads": 96,
        "intermediate_size": 33792, "moe_intermediate_size": 3072, "num_experts": 896,
        "num_experts_per_token": 16, "num_shared_experts": 2, "first_k_dense_replace": 1,
        "routed_expert_hidden_size": 3584, "latent_moe_use_norm": true,
        "mla_use_output_gate": true, "attn_res_block_size": 12, "kv_lora_rank": 512,
        "q_lora_rank": 1536, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64,
        "v_head_dim": 128, "vocab_size": 163840, "tie_word_embeddings": false,
        "linear_attn_config": {"num_heads": 96, "head_dim": 128, "short_conv_kernel_size": 4,
        "use_full_rank_gate": true, "kda_layers": [)" +
        others + R"(]}}, "vision_config": {"vt_hidden_size": 1024, "vt_num_hidden_layers": 27,
        "vt_intermediate_size": 4096, "qkv_hidden_size": 1536, "patch_size": 14}})"
    );

    BOOST_TEST(size.text_params + size.tower_params == 2'779'931'837'184u);
    BOOST_TEST(size.active_params == 104'189'614'848u);
    BOOST_TEST(size.kv_bytes_per_token == 24u * (512 + 64) * 2);
    const auto attending = std::ranges::find(size.kinds, "latent attention", &layer_kind::mixer);
    BOOST_TEST_REQUIRE((attending != size.kinds.end()));
    BOOST_TEST(attending->layers == 24u);
}

BOOST_AUTO_TEST_CASE(an_encoder_that_is_named_alone)
{
    const std::string sees = R"(, "mm_vision_tower": "openai/clip-vit-large-patch14-336",
        "mm_hidden_size": 1024, "mm_projector_type": "mlp2x_gelu")";

    const auto by_lines = size_of(old_llava(sees + R"(, "mm_patch_merge_type": "spatial_unpad")"));
    BOOST_TEST(reading_of(by_lines, 7'062'906'880) == "exact ");
    BOOST_TEST(by_lines.tower_params - size_of(old_llava(sees)).tower_params == 4096u);
    BOOST_TEST(!size_of(old_llava("")).are_towers_counted);
    const auto other = size_of(old_llava(R"(, "mm_projector_type": "mlp2x_gelu",
        "mm_vision_tower": "somebody/other")"));
    BOOST_TEST(!other.are_towers_counted);
    BOOST_TEST(other.tower_params == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
