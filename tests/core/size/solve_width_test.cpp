#include "size/facts/config_text.hpp"
#include "size/ladder.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;

namespace {

// A model of whose configuration only the key facts are known.
size_step step_from_total(const std::string& config, std::optional<std::uint64_t> total)
{
    evidence known{.model_id = "a/b", .info = ask_state::present, .total = total};
    known.config = *read_config(config);
    known.config_state = ask_state::present;
    return next_step(known, {.uses_headers = false});
}

model_size size_from_total(const std::string& config, std::uint64_t total)
{
    const auto step = step_from_total(config, total);
    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
    return std::get<sized>(step).size;
}

std::string sparse(const std::string& type, const std::string& shape)
{
    return R"({"model_type": ")" + type + R"(", )" + shape + "}";
}

constexpr auto qwen_14b = R"("num_hidden_layers": 48, "hidden_size": 5120,
    "num_attention_heads": 40, "num_key_value_heads": 8, "head_dim": 128, "vocab_size": 152064,
    "max_position_embeddings": 131072)";

}  // namespace

BOOST_AUTO_TEST_SUITE(solve_width_test)

BOOST_AUTO_TEST_CASE(a_total_is_right_whether_the_head_is_tied_or_not)
{
    const auto size = size_from_total(sparse("qwen2", qwen_14b), 14'770'033'664);

    BOOST_TEST(size.params.value() == 14'770'033'664u);
    BOOST_TEST(!size.active_params.has_value());
    BOOST_TEST(origin_of(size, "active_params").empty());
    BOOST_TEST(size.kv_bytes_per_token.value() == 196'608u);
}

BOOST_AUTO_TEST_CASE(biases_of_the_feed_forward_part_grow_with_its_width)
{
    const auto size = size_from_total(
        sparse("gpt_neox", R"("num_hidden_layers": 6, "hidden_size": 128,
            "num_attention_heads": 4, "vocab_size": 50304, "max_position_embeddings": 2048)"),
        14'067'712
    );

    BOOST_TEST(size.params.value() == 14'067'712u);
    BOOST_TEST(size.active_params.value() == 14'067'712u - 50'304u * 128u);
}

BOOST_AUTO_TEST_CASE(what_is_stored_beside_the_weights_is_taken_off)
{
    const auto size = size_from_total(
        sparse("llama", R"("num_hidden_layers": 8, "hidden_size": 64,
            "num_attention_heads": 16, "vocab_size": 32000, "max_position_embeddings": 2048)"),
        4'621'392
    );

    BOOST_TEST(size.params.value() == 4'621'376u);
}

BOOST_AUTO_TEST_CASE(learned_activations_are_weights)
{
    const auto size = size_from_total(
        sparse("apertus", R"("num_hidden_layers": 32, "hidden_size": 4096,
            "num_attention_heads": 32, "num_key_value_heads": 8, "vocab_size": 131072,
            "max_position_embeddings": 65536)"),
        8'053'338'176
    );

    BOOST_TEST(size.params.value() == 8'053'338'176u);
}

BOOST_AUTO_TEST_CASE(a_total_that_no_width_explains_is_withheld)
{
    const auto step = step_from_total(sparse("qwen2", qwen_14b), 14'770'033'664 + 4096);

    BOOST_TEST(std::holds_alternative<unsized>(step));
}

BOOST_AUTO_TEST_CASE(a_total_close_to_the_width_of_the_class_is_withheld)
{
    // Mistral 7B with the biases that GPTQ adds.
    const auto step = step_from_total(
        sparse("mistral", R"("num_hidden_layers": 32, "hidden_size": 4096,
            "num_attention_heads": 32, "num_key_value_heads": 8, "vocab_size": 32000)"),
        7'243'108'352
    );

    BOOST_TEST(std::holds_alternative<unsized>(step));
}

BOOST_AUTO_TEST_CASE(no_family_guesses_a_width_without_a_total)
{
    constexpr auto shape = R"("num_hidden_layers": 16, "hidden_size": 2048,
        "num_attention_heads": 32, "num_key_value_heads": 8, "vocab_size": 65536)";
    for (const auto* const type : {"lfm2", "gemma4", "opt", "exaone4", "stablelm"})
        BOOST_TEST(std::holds_alternative<unsized>(step_from_total(sparse(type, shape), {})), type);
}

BOOST_AUTO_TEST_SUITE_END()
