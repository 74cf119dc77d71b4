#include "core/size/moe_header.hpp"
#include "size/ladder.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

using namespace muster;
using muster::test::moe_header;

namespace {

// Of the Hub in autumn 2026. Totals differ by what is stored beside the weights: FP8 scales, MTP
// layers with two tables of their own or none, rotary frequencies.
struct stored_model
{
    const char* name = "";
    std::string_view config = {};
    std::uint64_t total = 0;
    std::uint64_t params = 0;
    std::uint64_t mtp_params = 0;
    moe_header::saving saved = {};
};

std::ostream& operator<<(std::ostream& out, const stored_model& model) { return out << model.name; }

constexpr std::string_view glm_4 = R"({"model_type": "glm4_moe", "attention_bias": true,
    "head_dim": 128, "hidden_size": 5120, "intermediate_size": 12288,
    "moe_intermediate_size": 1536, "num_attention_heads": 96, "n_routed_experts": 160,
    "n_shared_experts": 1, "num_experts_per_tok": 8, "first_k_dense_replace": 3,
    "num_hidden_layers": 92, "num_key_value_heads": 8, "num_nextn_predict_layers": 1,
    "tie_word_embeddings": false, "use_qk_norm": true, "vocab_size": 151552})";
constexpr std::string_view glm_5 = R"({"model_type": "glm_moe_dsa", "attention_bias": false,
    "first_k_dense_replace": 3, "hidden_size": 6144, "index_head_dim": 128, "index_n_heads": 32,
    "intermediate_size": 12288, "kv_lora_rank": 512, "moe_intermediate_size": 2048,
    "moe_layer_freq": 1, "n_routed_experts": 256, "n_shared_experts": 1,
    "num_attention_heads": 64, "num_experts_per_tok": 8, "num_hidden_layers": 78,
    "num_key_value_heads": 64, "num_nextn_predict_layers": 1, "q_lora_rank": 2048,
    "qk_nope_head_dim": 192, "qk_rope_head_dim": 64, "tie_word_embeddings": false,
    "v_head_dim": 256, "vocab_size": 154880})";
constexpr std::string_view deepseek_v3 = R"({"model_type": "deepseek_v3",
    "attention_bias": false, "first_k_dense_replace": 3, "hidden_size": 7168,
    "intermediate_size": 18432, "kv_lora_rank": 512, "moe_intermediate_size": 2048,
    "moe_layer_freq": 1, "n_routed_experts": 256, "n_shared_experts": 1,
    "num_attention_heads": 128, "num_experts_per_tok": 8, "num_hidden_layers": 61,
    "num_key_value_heads": 128, "num_nextn_predict_layers": 1, "q_lora_rank": 1536,
    "qk_nope_head_dim": 128, "qk_rope_head_dim": 64, "tie_word_embeddings": false,
    "v_head_dim": 128, "vocab_size": 129280,
    "quantization_config": {"quant_method": "fp8", "weight_block_size": [128, 128]}})";
constexpr std::string_view kimi_k2 = R"({"model_type": "kimi_k2", "attention_bias": false,
    "first_k_dense_replace": 1, "hidden_size": 7168, "intermediate_size": 18432,
    "kv_lora_rank": 512, "moe_intermediate_size": 2048, "moe_layer_freq": 1,
    "n_routed_experts": 384, "n_shared_experts": 1, "num_attention_heads": 64,
    "num_experts_per_tok": 8, "num_hidden_layers": 61, "num_key_value_heads": 64,
    "num_nextn_predict_layers": 0, "q_lora_rank": 1536, "qk_nope_head_dim": 128,
    "qk_rope_head_dim": 64, "tie_word_embeddings": false, "v_head_dim": 128,
    "vocab_size": 163840,
    "quantization_config": {"quant_method": "fp8", "weight_block_size": [128, 128]}})";
constexpr std::string_view qwen3_30b = R"({"model_type": "qwen3_moe", "attention_bias": false,
    "head_dim": 128, "hidden_size": 2048, "intermediate_size": 6144,
    "moe_intermediate_size": 768, "num_attention_heads": 32, "num_experts": 128,
    "num_experts_per_tok": 8, "num_hidden_layers": 48, "num_key_value_heads": 4,
    "tie_word_embeddings": false, "vocab_size": 151936,
    "quantization_config": {"quant_method": "fp8", "weight_block_size": [128, 128]}})";

constexpr moe_header::saving fp8_with_mtp = {
    .is_fp8 = true, .has_mtp = true, .has_mtp_tables = true};

constexpr stored_model stored_models[] = {
    {"GLM-4.5",
     glm_4,
     358'337'791'296,
     352'797'829'024,
     5'539'962'272,
     {.has_mtp = true, .has_mtp_tables = true}},
    {"GLM-4.6", glm_4, 356'785'898'816, 352'797'829'024, 3'988'069'792, {.has_mtp = true}},
    {"GLM-5, 5.1", glm_5, 753'864'139'008, 743'911'218'432, 9'952'920'576, {.has_mtp = true}},
    {"DeepSeek-V3", deepseek_v3, 684'531'386'000, 671'026'419'200, 13'463'426'304, fp8_with_mtp},
    // Counted later, when the Hub leaves scales out.
    {"DeepSeek-R1", deepseek_v3, 684'489'845'504, 671'026'419'200, 13'463'426'304, fp8_with_mtp},
    {"Kimi-K2",
     kimi_k2,
     1'026'408'235'864,
     1'026'408'232'448,
     0,
     {.is_fp8 = true, .rotary_numbers = 56}},
    {"Qwen3-30B-A3B-FP8", qwen3_30b, 30'533'947'392, 30'532'122'624, 0, {.is_fp8 = true}},
};

evidence evidence_of(const stored_model& model)
{
    evidence known{.model_id = "a/b", .info = ask_state::present};
    known.config = *read_config(model.config);
    known.config_state = ask_state::present;
    return known;
}

model_size size_by(const evidence& known, const evidence_policy& policy)
{
    const auto step = next_step(known, policy);
    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
    return std::get<sized>(step).size;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(same_params_test)

BOOST_DATA_TEST_CASE(by_the_configuration_alone, boost::unit_test::data::make(stored_models), model)
{
    const auto size = size_by(evidence_of(model), {.uses_totals = false, .uses_headers = false});

    BOOST_TEST(size.params.value() == model.params);
    // How a quantised repository stores what it has, its configuration alone does not prove.
    BOOST_TEST(size.is_exact == !size.weight_format.has_value());
}

BOOST_DATA_TEST_CASE(by_configuration_and_total, boost::unit_test::data::make(stored_models), model)
{
    auto known = evidence_of(model);
    known.total = model.total;
    const auto size = size_by(known, {});

    BOOST_TEST(size.params.value() == model.params);
    BOOST_TEST(size.mtp_params.value_or(0) == model.mtp_params);
    BOOST_TEST(size.is_exact);
}

BOOST_DATA_TEST_CASE(by_headers, boost::unit_test::data::make(stored_models), model)
{
    auto known = evidence_of(model);
    const moe_header header(known.config, model.saved);
    take_answer(
        known,
        {.model_id = "a/b", .file = "model.safetensors", .range = file_range{}},
        {.state = ask_state::present, .body = header.file()}
    );
    BOOST_TEST_REQUIRE((known.headers == ask_state::present));
    const auto size = size_by(known, {.uses_totals = false});

    BOOST_TEST(size.params.value() == model.params);
    BOOST_TEST(size.mtp_params.value_or(0) == model.mtp_params);
    BOOST_TEST(size.is_exact);
    BOOST_TEST(origin_of(size, "params").starts_with("tensor headers"));
}

// The shapes of the classes come to the totals that the Hub gave.
BOOST_DATA_TEST_CASE(headers_hold_the_total, boost::unit_test::data::make(stored_models), model)
{
    auto saved = model.saved;
    saved.is_fp8 = saved.is_fp8 && model.name != std::string_view("DeepSeek-R1") &&
                   model.name != std::string_view("Kimi-K2");
    const auto config = *read_config(model.config);

    BOOST_TEST(moe_header(config, saved).elements() == model.total);
}

// GLM-5.2 and 5.3: some layers share the indexer of others, and the MTP layer has its own.
BOOST_AUTO_TEST_CASE(a_drafting_layer_has_an_indexer_of_its_own)
{
    auto config = *read_config(glm_5);
    boost::json::array types;
    for (int i = 0; i < 78; ++i)
        types.emplace_back(i < 3 || (i - 2) % 4 == 0 ? "full" : "shared");
    config["indexer_types"] = types;
    evidence known{.model_id = "a/b", .info = ask_state::present, .total = 753'329'940'480};
    known.config = config;
    known.config_state = ask_state::present;
    const auto size = size_by(known, {});

    BOOST_TEST(size.params.value() == 743'377'019'904u);
    BOOST_TEST(size.mtp_params.value() == 9'952'920'576u);
    BOOST_TEST(size.is_exact);
}

BOOST_AUTO_TEST_SUITE_END()
