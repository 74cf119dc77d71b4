#include "core/size/sized_config.hpp"
#include "size/ladder.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;
using namespace muster::test;

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

BOOST_AUTO_TEST_CASE(what_stands_at_the_end_is_said_by_the_class)
{
    const std::string shape = R"("num_hidden_layers": 12, "hidden_size": 768,
        "num_attention_heads": 12, "intermediate_size": 3072, "vocab_size": 30522,
        "max_position_embeddings": 512)";
    const auto params = [&shape](const std::string& type, const std::string& name) {
        return params_of(
            R"({"model_type": ")" + type + R"(", "architectures": [")" + name + R"("], )" + shape +
            "}"
        );
    };
    const auto bare = params_of(R"({"model_type": "bert", )" + shape + "}");
    const auto pooler = 768u * 768 + 768;

    BOOST_TEST(bare == 108'891'648u);
    BOOST_TEST(params("bert", "BertModel") == bare + pooler);
    BOOST_TEST(params("bert", "BertForMaskedLM") == 109'514'298u);
    BOOST_TEST(params("bert", "BertForSequenceClassification") == bare + pooler + 2 * 768 + 2);
    BOOST_TEST(params("bert", "BertForTokenClassification") == bare + 2 * 768 + 2);
    BOOST_TEST(params("distilbert", "DistilBertModel") == bare - 2 * 768);
}

BOOST_AUTO_TEST_CASE(a_class_has_as_many_labels_as_it_names)
{
    const std::string config = R"({"model_type": "xlm-roberta", "num_hidden_layers": 24,
        "hidden_size": 1024, "num_attention_heads": 16, "intermediate_size": 4096,
        "vocab_size": 250002, "max_position_embeddings": 514,
        "architectures": ["XLMRobertaForSequenceClassification"], "id2label": {"0": "LABEL_0"}})";

    BOOST_TEST(params_of(config) == 559'891'457u);
    BOOST_TEST(encoder_size_of(config, 559'891'971).params.value() == 559'891'457u);
    // Two rows of positions are for padding.
    BOOST_TEST(size_of(config).ctx_len.value() == 512u);
}

BOOST_AUTO_TEST_CASE(few_layers_may_be_passed_often)
{
    BOOST_TEST(params_of(R"({"model_type": "albert", "embedding_size": 128, "hidden_size": 4096,
            "intermediate_size": 16384, "num_attention_heads": 64, "num_hidden_layers": 12,
            "num_hidden_groups": 1, "vocab_size": 30000, "max_position_embeddings": 512,
            "architectures": ["AlbertForMaskedLM"]})") == 206'368'944u);
}

BOOST_AUTO_TEST_CASE(distances_are_a_table_of_their_own)
{
    const auto params = params_of(R"({"model_type": "deberta-v2", "hidden_size": 768,
        "intermediate_size": 3072, "num_attention_heads": 12, "num_hidden_layers": 12,
        "vocab_size": 128100, "relative_attention": true, "position_buckets": 256,
        "norm_rel_ebd": "layer_norm", "share_att_key": true, "pos_att_type": "p2c|c2p",
        "position_biased_input": false, "type_vocab_size": 0,
        "architectures": ["DebertaV2Model"]})");

    BOOST_TEST(params == 183'831'552u);
}

BOOST_AUTO_TEST_CASE(another_kind_of_positions_is_withheld)
{
    BOOST_TEST(std::holds_alternative<unsized>(encoder_step_of(bert_base, 109'482'241)));
}

BOOST_AUTO_TEST_SUITE_END()
