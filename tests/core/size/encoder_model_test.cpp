#include "size/facts/config_text.hpp"
#include "size/ladder.hpp"
#include "size/rules/config_formula.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;

namespace {

constexpr auto bert_base = R"({"model_type": "bert", "num_hidden_layers": 12, "hidden_size": 768,
    "num_attention_heads": 12, "vocab_size": 30522, "max_position_embeddings": 512})";
constexpr auto xlm_large = R"({"model_type": "xlm-roberta", "num_hidden_layers": 24,
    "hidden_size": 1024, "num_attention_heads": 16, "vocab_size": 250002,
    "max_position_embeddings": 514})";

size_step encoder_step_of(std::string_view config, std::uint64_t total)
{
    evidence known{.model_id = "a/b", .info = ask_state::present, .total = total};
    known.config = *reduce_config(*read_config(config));
    known.config_state = ask_state::present;
    return next_step(known, {.uses_headers = false});
}

model_size encoder_size_of(std::string_view config, std::uint64_t total)
{
    const auto step = encoder_step_of(config, total);
    BOOST_TEST_REQUIRE(std::holds_alternative<sized>(step));
    return std::get<sized>(step).size;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(encoder_model_test)

BOOST_AUTO_TEST_CASE(an_encoder_caches_nothing)
{
    const auto size = encoder_size_of(bert_base, 109'482'240);

    BOOST_TEST(size.params.value() == 109'482'240u);
    BOOST_TEST((size.attention == attention_kind::none));
    BOOST_TEST(size.kv_bytes_per_token.value() == 0u);
    BOOST_TEST(!size.kv_heads.has_value());
    BOOST_TEST(size.layers.value() == 12u);
}

BOOST_AUTO_TEST_CASE(numbers_of_positions_are_no_weights)
{
    BOOST_TEST(encoder_size_of(bert_base, 109'482'752).params.value() == 109'482'240u);
    BOOST_TEST(encoder_size_of(xlm_large, 559'890'946).params.value() == 559'890'432u);
}

BOOST_AUTO_TEST_CASE(a_reranker_has_a_head_of_one_label)
{
    BOOST_TEST(encoder_size_of(xlm_large, 559'891'971).params.value() == 559'891'457u);
}

BOOST_AUTO_TEST_CASE(an_encoder_may_lack_its_pooler)
{
    constexpr auto roberta = R"({"model_type": "roberta", "num_hidden_layers": 24,
        "hidden_size": 1024, "num_attention_heads": 16, "vocab_size": 98505,
        "max_position_embeddings": 514})";

    BOOST_TEST(encoder_size_of(roberta, 403'707'904).params.value() == 403'707'904u);
}

BOOST_AUTO_TEST_CASE(distances_are_one_table_for_all_layers)
{
    constexpr auto mpnet = R"({"model_type": "mpnet", "num_hidden_layers": 12,
        "hidden_size": 768, "num_attention_heads": 12, "vocab_size": 30527,
        "max_position_embeddings": 514})";

    BOOST_TEST(encoder_size_of(mpnet, 109'486'464).params.value() == 109'486'464u);
}

BOOST_AUTO_TEST_CASE(another_kind_of_positions_is_withheld)
{
    BOOST_TEST(std::holds_alternative<unsized>(encoder_step_of(bert_base, 109'482'241)));
}

BOOST_AUTO_TEST_SUITE_END()
