#include "size/facts/config_text.hpp"
#include "size/rules/config_formula.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;

namespace {

// A llama with one member more, or another.
result<formula_size> size_with(std::string_view member)
{
    const auto read = read_config(
        R"({"model_type": "llama", "hidden_size": 64, "num_hidden_layers": 2,
            "num_attention_heads": 4, "intermediate_size": 128, "vocab_size": 100, )" +
        std::string(member) + "}"
    );
    if (read.has_error())
        return read.error();
    return size_from_config(*read);
}

std::string refusal(std::string_view member)
{
    const auto size = size_with(member);
    return size.has_error() ? size.error().where : "taken";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hostile_config_test)

BOOST_AUTO_TEST_CASE(numbers_that_cannot_be_are_refused_by_name)
{
    BOOST_TEST(refusal(R"("hidden_size": -1)") == "config.json.hidden_size is not given");
    BOOST_TEST(refusal(R"("hidden_size": -2)") == "config.json.hidden_size is not a whole number");
    BOOST_TEST(refusal(R"("hidden_size": 0.5)") == "config.json.hidden_size is not a whole number");
    BOOST_TEST(refusal(R"("hidden_size": 1e30)") == "config.json.hidden_size is too large");
    BOOST_TEST(
        refusal(R"("hidden_size": [64])") == "config.json.hidden_size is not a whole number"
    );
    BOOST_TEST(
        refusal(R"("hidden_size": "64 of them")") == "config.json.hidden_size is not a whole number"
    );
    BOOST_TEST(refusal(R"("hidden_size": 99999999999)") == "config.json.hidden_size is too large");
    BOOST_TEST(refusal(R"("hidden_size": 0)") == "config.json.hidden_size is not given");
    BOOST_TEST(
        refusal(R"("num_hidden_layers": 1000000)") == "config.json.num_hidden_layers is too large"
    );
    BOOST_TEST(
        refusal(R"("num_key_value_heads": 8)") ==
        "config.json.num_key_value_heads is larger than the number of heads"
    );
    BOOST_TEST(refusal(R"("layer_types": ["full_attention"])") != "taken");
    BOOST_TEST(refusal(R"("layer_types": {})") == "config.json.layer_types is not a list");
    BOOST_TEST(refusal(R"("attention_bias": [])") != "taken");
    BOOST_TEST(refusal(R"("max_position_embeddings": "many")") != "taken");
}

BOOST_AUTO_TEST_CASE(every_stack_of_layers_is_bounded)
{
    BOOST_TEST(
        refusal(R"("model_type": "t5", "num_decoder_layers": 1000000)") ==
        "config.json.num_decoder_layers is no number of layers"
    );
    BOOST_TEST(refusal(R"("model_type": "bart", "decoder_layers": -1)") != "taken");
    BOOST_TEST(refusal(R"("model_type": "openelm", "ffn_multipliers": [1e30, 1e30])") != "taken");
    BOOST_TEST(refusal(R"("model_type": "openelm", "ffn_multipliers": [-1, "x"])") != "taken");
    BOOST_TEST(refusal(R"("model_type": "gemma3n_text", "altup_num_inputs": 1e30)") != "taken");
    BOOST_TEST(refusal(R"("model_type": "rwkv7", "v_low_rank_dim": [1])") != "taken");
    BOOST_TEST(refusal(R"("model_type": "plamo2", "mamba_step": 0)") == "taken");
}

BOOST_AUTO_TEST_CASE(lists_and_texts_are_bounded)
{
    std::string list = "[0";
    for (int i = 0; i < 5000; ++i)
        list += ",0";
    list += "]";

    BOOST_TEST(refusal(R"("layer_types": )" + list) == "config.json.layer_types is too long");
    BOOST_TEST(
        refusal(R"("model_type": ")" + std::string(5000, 'x') + '"') ==
        "config.json.model_type is too long"
    );
}

BOOST_AUTO_TEST_CASE(more_weights_than_any_model_has_are_refused)
{
    BOOST_TEST(
        refusal(R"("intermediate_size": 4294967296, "vocab_size": 4294967296,
            "hidden_size": 4294967296, "num_hidden_layers": 1024)") ==
        "config.json: more weights than any model has"
    );
}

BOOST_AUTO_TEST_CASE(nan_and_infinity_read_as_null)
{
    BOOST_TEST(refusal(R"("time_step_limit": [0.0, Infinity], "rope_theta": NaN)") == "taken");
    BOOST_TEST(refusal(R"("a": "NaN \" Infinity", "b": -Infinity)") == "taken");
    BOOST_TEST(refusal(R"("hidden_size": NaN)") == "config.json.hidden_size is not given");
}

BOOST_AUTO_TEST_CASE(experts_of_an_unknown_architecture_are_not_guessed)
{
    const auto read = read_config(R"({"model_type": "unheard_of", "hidden_size": 64,
        "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 128,
        "vocab_size": 100, "num_experts": 8})");

    const auto size = size_from_config(*read);

    BOOST_TEST_REQUIRE(size.has_error());
    BOOST_TEST(size.error().code == make_error_code(errc::wrong_shape));
}

BOOST_AUTO_TEST_CASE(what_is_no_object_is_no_configuration)
{
    BOOST_TEST(read_config("[]").has_error());
    BOOST_TEST(read_config("").has_error());
    BOOST_TEST(read_config("nul").has_error());
    BOOST_TEST(size_from_config({}).has_error());
}

BOOST_AUTO_TEST_SUITE_END()
