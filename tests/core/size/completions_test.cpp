#include "size/facts/config_text.hpp"
#include "size/ladder.hpp"
#include "size/rules/config_formula.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;

namespace {

size_step step_of(const std::string& type, const std::string& shape, std::uint64_t total)
{
    evidence known{.model_id = "a/b", .info = ask_state::present, .total = total};
    const auto config = read_config(R"({"model_type": ")" + type + R"(", )" + shape + "}");
    known.config = *reduce_config(*config);
    known.config_state = ask_state::present;
    return next_step(known, {.uses_headers = false});
}

model_size size_of(const std::string& type, const std::string& shape, std::uint64_t total)
{
    const auto step = step_of(type, shape, total);
    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
    return std::get<sized>(step).size;
}

constexpr auto qwen_7b = R"("num_hidden_layers": 28, "hidden_size": 3584,
    "num_attention_heads": 28, "num_key_value_heads": 4, "head_dim": 128, "vocab_size": 152064)";
constexpr auto qwen35_27b = R"("num_hidden_layers": 64, "hidden_size": 5120,
    "num_attention_heads": 24, "num_key_value_heads": 4, "head_dim": 256, "vocab_size": 248320)";
constexpr auto mistral_7b = R"("num_hidden_layers": 32, "hidden_size": 4096,
    "num_attention_heads": 32, "num_key_value_heads": 8, "head_dim": 128, "vocab_size": 32000)";

}  // namespace

BOOST_AUTO_TEST_SUITE(completions_test)

BOOST_AUTO_TEST_CASE(the_tower_of_released_models_is_confirmed_by_the_total)
{
    const auto size = size_of("qwen2_5_vl", qwen_7b, 8'292'166'656);

    BOOST_TEST(size.params.value() == 8'292'166'656u);
    BOOST_TEST(size.text_params.value() == 7'615'616'512u);
    BOOST_TEST(size.active_params.value() == 7'615'616'512u - 152'064u * 3584u);
}

BOOST_AUTO_TEST_CASE(a_tied_head_stored_again_is_told_by_the_released_model)
{
    const auto size = size_of(
        "qwen2_vl",
        R"("num_hidden_layers": 28, "hidden_size": 1536, "num_attention_heads": 12,
            "num_key_value_heads": 2, "head_dim": 128, "vocab_size": 151936)",
        2'442'359'296
    );

    BOOST_TEST(size.params.value() == 2'208'985'600u);
}

BOOST_AUTO_TEST_CASE(layers_for_more_tokens_have_the_solved_width_too)
{
    const auto size = size_of("qwen3_5", qwen35_27b, 27'781'427'952);

    BOOST_TEST(size.params.value() == 27'356'728'560u);
    BOOST_TEST(size.mtp_params.value() == 27'781'427'952u - 27'356'728'560u);
    BOOST_TEST(size.kv_bytes_per_token.value() == 65'536u);
}

BOOST_AUTO_TEST_CASE(a_nested_text_is_completed_with_what_is_beside_it)
{
    const auto size = size_of(
        "qwen3_5",
        R"("text_config": {"num_hidden_layers": 32, "hidden_size": 2560, "intermediate_size": 9216,
            "num_attention_heads": 16, "num_key_value_heads": 4, "head_dim": 256,
            "vocab_size": 248320, "tie_word_embeddings": true})",
        4'659'865'088
    );

    BOOST_TEST(size.params.value() == 4'205'751'296u + 333'514'240ull);
    BOOST_TEST(size.text_params.value() == 4'205'751'296u);
    BOOST_TEST(size.mtp_params.value() == 120'599'552u);
}

BOOST_AUTO_TEST_CASE(a_completion_that_misses_by_one_is_not_believed)
{
    for (const auto total : {27'781'427'951u, 27'781'427'953u, 27'782'935'472u})
        BOOST_TEST(std::holds_alternative<unsized>(step_of("qwen3_5", qwen35_27b, total)));
}

BOOST_AUTO_TEST_CASE(windows_that_are_not_told_leave_the_cache_open)
{
    const auto size = size_of("mistral", mistral_7b, 7'241'732'096);

    BOOST_TEST(size.params.value() == 7'241'732'096u);
    BOOST_TEST(!size.kv_bytes_per_token.has_value());
    BOOST_TEST(!size.kv_bytes_fixed.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
