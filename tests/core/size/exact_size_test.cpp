#include "core/size/canned_hub.hpp"
#include "size/explain.hpp"
#include "size/facts/config_text.hpp"
#include "size/rules/config_formula.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;
using muster::test::canned_hub;

namespace {

constexpr std::string_view tiny_llama = R"({"model_type": "llama", "hidden_size": 64,
    "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 128,
    "vocab_size": 1000, "max_position_embeddings": 64})";
// two tables, layers of 4 x 64 x 64 + 3 x 64 x 128 + 128, a last norm
constexpr std::uint64_t tiny_params = 2 * 64'000 + 2 * (16'384 + 24'576 + 128) + 64;

evidence known_by(std::string_view config, std::optional<std::uint64_t> total = {})
{
    evidence known{.model_id = "a/b", .info = ask_state::present, .total = total};
    known.config = *read_config(config);
    known.config_state = ask_state::present;
    return known;
}

model_size size_of_known(const evidence& known)
{
    const auto step = next_step(known, {.may_ask = false});
    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
    return std::get<sized>(step).size;
}

std::string explained(const evidence& known)
{
    return explain_text(explain(size_of_known(known), known));
}

bool tells_of(std::string_view text, std::string_view words)
{
    return text.find(words) != std::string_view::npos;
}

std::string wanted_file(const evidence& known)
{
    const auto step = next_step(known, {});
    const auto* const wanted = std::get_if<std::vector<evidence_request>>(&step);
    return wanted ? wanted->front().file : std::string();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(exact_size_test)

BOOST_AUTO_TEST_CASE(a_total_that_is_explained_asks_for_nothing_more)
{
    const auto known = known_by(tiny_llama, tiny_params);

    BOOST_TEST(wanted_file(known).empty());
    BOOST_TEST(size_of_known(known).is_exact);
}

BOOST_AUTO_TEST_CASE(a_close_total_asks_for_names_then_headers_and_is_not_exact)
{
    auto known = known_by(tiny_llama, tiny_params + 77);
    known.are_files_known = true;
    known.files = {"config.json", "model.safetensors.index.json"};

    BOOST_TEST(wanted_file(known) == "model.safetensors.index.json");
    take_answer(
        known,
        {.model_id = "a/b", .file = "model.safetensors.index.json"},
        {.state = ask_state::present,
         .body = R"({"weight_map": {"model.norm.weight": "m-1.safetensors"}})"}
    );
    BOOST_TEST(wanted_file(known) == "m-1.safetensors");

    const auto size = size_of_known(known);
    BOOST_TEST(size.params.value() == tiny_params);
    BOOST_TEST(!size.is_exact);
    BOOST_TEST(tells_of(std::string(origin_of(size, "params")), "the Hub total unexplained"));
}

BOOST_AUTO_TEST_CASE(tokens_that_were_added_are_weights)
{
    const auto size = size_of_known(known_by(tiny_llama, tiny_params + 2 * 8 * 64));

    BOOST_TEST(size.params.value() == tiny_params + 2 * 8 * 64);
    BOOST_TEST(!size.is_exact);
}

BOOST_AUTO_TEST_CASE(the_sum_of_the_dtypes_counts_where_it_is_explained)
{
    auto known = known_by(tiny_llama, 333);
    known.stored = {{"BF16", tiny_params}};

    BOOST_TEST(size_of_known(known).params.value() == tiny_params);
    BOOST_TEST(size_of_known(known).is_exact);
}

BOOST_AUTO_TEST_CASE(a_total_far_below_a_proven_formula_is_of_packed_words)
{
    auto known = known_by(tiny_llama, tiny_params / 4);
    BOOST_TEST(size_of_known(known).params.value() == tiny_params);
    BOOST_TEST(!size_of_known(known).is_exact);

    known.stored = {{"BF16", tiny_params / 4}};
    BOOST_TEST(std::holds_alternative<unsized>(next_step(known, {.may_ask = false})));
}

BOOST_AUTO_TEST_CASE(a_family_that_no_total_proves_is_not_exact_by_its_formula_alone)
{
    const auto known = known_by(R"({"model_type": "helium", "hidden_size": 64,
        "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 4,
        "intermediate_size": 128, "vocab_size": 1000})");

    BOOST_TEST(!size_of_known(known).is_exact);
    BOOST_TEST(size_of_known(known_by(tiny_llama)).is_exact);
}

BOOST_AUTO_TEST_CASE(a_configuration_beside_an_adapter_is_that_of_its_base)
{
    auto known = known_by(tiny_llama, 6'000);
    known.files = {"adapter_config.json", "config.json"};

    const auto size = size_of_known(known);

    BOOST_TEST(size.params.value() == tiny_params);
    BOOST_TEST(!size.is_exact);
    BOOST_TEST(tells_of(origin_of(size, "params"), "the base of an adapter"));
}

// Counted: 57 of 60 layers choose what they attend to; a patch spans two images of a video. The
// same with a scale for each 32 numbers of a row is larger by a 32nd.
BOOST_AUTO_TEST_CASE(a_scale_for_each_32_numbers_is_counted_and_no_weight)
{
    const auto minimax = [](const std::string& packing) {
        std::string sparse = "0, 0, 0";
        for (int i = 3; i < 60; ++i)
            sparse += ", 1";
        return R"({"model_type": "minimax_m3_vl", "text_config": {"hidden_size": 6144,
            "intermediate_size": 3072, "num_hidden_layers": 60, "num_attention_heads": 64,
            "num_key_value_heads": 4, "head_dim": 128, "vocab_size": 200064,
            "max_position_embeddings": 1048576, "dense_intermediate_size": 12288,
            "shared_intermediate_size": 3072, "num_local_experts": 128, "num_experts_per_tok": 4,
            "n_shared_experts": 1, "sparse_attention_config": {"sparse_index_dim": 128,
            "sparse_num_index_heads": 4, "sparse_attention_freq": [)" +
               sparse + R"(]}, "moe_layer_freq": [)" + sparse +
               R"(]}, "projector_hidden_size": 6144, "vision_config": {"hidden_size": 1280,
            "num_hidden_layers": 32, "num_attention_heads": 16, "intermediate_size": 5120,
            "patch_size": 14, "model_type": "clip_vision_model"})" +
               packing + "}";
    };

    const auto plain = size_of_known(known_by(minimax(""), 427'040'140'160));
    const auto scaled = size_of_known(known_by(
        minimax(
            R"(, "quantization_config": {"quant_method": "mxfp8", "weight_block_size": [1, 32]})"
        ),
        440'279'845'760
    ));

    BOOST_TEST(plain.is_exact);
    BOOST_TEST(scaled.is_exact);
    BOOST_TEST(plain.params.value() == 427'040'140'160u);
    BOOST_TEST(scaled.params.value() == 427'040'140'160u);
}

BOOST_AUTO_TEST_CASE(a_context_that_the_class_alone_says_has_no_other_origin)
{
    const auto size = size_of_known(known_by(R"({"model_type": "gemma3", "text_config": {
        "model_type": "gemma3_text"}, "vision_config": {"model_type": "siglip_vision_model"}})"));

    BOOST_TEST(size.ctx_len.value() == 131'072u);
    BOOST_TEST(tells_of(origin_of(size, "ctx_len"), "default of the class"));
}

BOOST_AUTO_TEST_CASE(a_family_that_is_not_known_gets_no_cache)
{
    const auto known = known_by(
        R"({"model_type": "nobody_knows", "hidden_size": 64, "num_hidden_layers": 2,
            "num_attention_heads": 4, "intermediate_size": 128, "vocab_size": 1000,
            "sliding_window": 16})",
        tiny_params
    );
    const auto size = size_of_known(known);

    BOOST_TEST(size.params.value() == tiny_params);
    BOOST_TEST(!size.kv_bytes_per_token.has_value());
    BOOST_TEST(!size.kv_bytes_fixed.has_value());
    BOOST_TEST(!size.attention.has_value());
}

// Trinity Nano: 14 of 56 layers attend to all, which no list says.
BOOST_AUTO_TEST_CASE(windows_are_placed_or_no_cache_is_told)
{
    const std::string trinity = R"({"model_type": "afmoe", "head_dim": 128, "hidden_size": 1024,
        "intermediate_size": 3072, "max_position_embeddings": 131072,
        "moe_intermediate_size": 256, "num_attention_heads": 8, "num_dense_layers": 2,
        "num_experts": 128, "num_experts_per_tok": 8, "num_hidden_layers": 56,
        "num_key_value_heads": 2, "num_shared_experts": 1, "sliding_window": 2048,
        "tie_word_embeddings": false, "vocab_size": 200192)";
    const auto placed =
        size_of_known(known_by(trinity + R"(, "global_attn_every_n_layers": 4})", 6'120'003'328));
    BOOST_TEST(placed.kv_bytes_per_token.value() == 14'336u);
    BOOST_TEST(placed.kv_bytes_fixed.value() == 88'080'384u);

    const auto open = size_of_known(known_by(trinity + "}", 6'120'003'328));
    BOOST_TEST(open.params.value() == 6'120'003'328u);
    BOOST_TEST(!open.kv_bytes_per_token.has_value());
}

BOOST_AUTO_TEST_CASE(what_scaling_would_allow_is_explained_and_not_published)
{
    for (const auto* const kind : {"yarn", "linear", "dynamic"})
    {
        const auto known = known_by(
            R"({"model_type": "qwen3", "hidden_size": 64, "num_hidden_layers": 2,
            "num_attention_heads": 4, "num_key_value_heads": 4, "intermediate_size": 128,
            "vocab_size": 1000, "head_dim": 16, "max_position_embeddings": 40960,
            "rope_scaling": {"factor": 4.0, "original_max_position_embeddings": 32768,
            "rope_type": ")" +
            std::string(kind) + R"("}})"
        );

        BOOST_TEST(size_of_known(known).ctx_len.value() == 40'960u);
        BOOST_TEST(tells_of(explained(known), "config.json describes: 131,072"));
    }
}

BOOST_AUTO_TEST_CASE(sums_are_told_by_kind_of_layer)
{
    const auto text = explained(known_by(R"({"model_type": "gemma2", "hidden_size": 64,
        "num_hidden_layers": 4, "num_attention_heads": 4, "num_key_value_heads": 2,
        "intermediate_size": 128, "vocab_size": 1000, "head_dim": 16, "sliding_window": 32,
        "max_position_embeddings": 4096})"));

    BOOST_TEST(tells_of(text, "2 of attention to a window ("));
    BOOST_TEST(tells_of(
        text,
        "kv_bytes_per_token = 256  (config.json formula)\n"
        "    2 layers x 2 x 2 heads x 16 x 2 bytes"
    ));
    BOOST_TEST(tells_of(text, "2 layers x 32 tokens x 2 x 2 heads x 16 x 2 bytes, of one sequence")
    );
}

BOOST_AUTO_TEST_CASE(tables_that_are_looked_up_stand_apart)
{
    const auto known = known_by(R"({"model_type": "gemma4_text",
        "hidden_size": 64, "num_hidden_layers": 6, "num_attention_heads": 4,
        "num_key_value_heads": 2, "intermediate_size": 128, "vocab_size": 1000, "head_dim": 16,
        "hidden_size_per_layer_input": 8, "vocab_size_per_layer_input": 1000})");
    const auto formula = size_from_config(known.config);
    BOOST_TEST_REQUIRE(formula.has_value());

    // The input embedding is the tied head, which computes.
    BOOST_TEST(formula->lookup_params == 6u * 8 * 1000);
    BOOST_TEST(formula->active_params + formula->lookup_params == formula->text_params);
}

BOOST_AUTO_TEST_SUITE_END()
