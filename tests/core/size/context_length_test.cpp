#include "core/size/sized_config.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;
using namespace muster::test;

namespace {

formula_size scaled(const std::string& type, const std::string& context, const std::string& rope)
{
    return size_of(
        R"({"model_type": ")" + type + R"(", "hidden_size": 64, "num_hidden_layers": 2,
        "num_attention_heads": 4, "num_key_value_heads": 4, "intermediate_size": 128,
        "vocab_size": 1000, "max_position_embeddings": )" +
        context + R"(, "rope_scaling": {)" + rope + "}}"
    );
}

}  // namespace

BOOST_AUTO_TEST_SUITE(context_length_test)

// Engines take what is given; scaling by a factor beside it has to be asked for.
BOOST_AUTO_TEST_CASE(no_kind_of_scaling_multiplies_what_is_given)
{
    for (const auto* const kind : {"yarn", "linear", "dynamic"})
    {
        const auto size =
            scaled("llama", "16384", R"("factor": 4.0, "type": ")" + std::string(kind) + "\"");
        BOOST_TEST(size.ctx_len.value() == 16'384u, kind);
        BOOST_TEST(size.scaled_ctx_len.value() == 65'536u, kind);
    }
}

// TeleChat3 and Kimi-K3-DSpark have reached what they give; Qwen3 has not where somebody added it.
BOOST_AUTO_TEST_CASE(yarn_under_other_names_starts_from_the_original)
{
    const auto telechat = scaled("telechat3", "32768", R"("factor": 4.0, "type": "telechat3-yarn",
        "original_max_position_embeddings": 8192)");
    BOOST_TEST(telechat.ctx_len.value() == 32'768u);
    BOOST_TEST(!telechat.scaled_ctx_len.has_value());

    const auto drafting = scaled("llama", "1048576", R"("factor": 32.0, "type": "deepseek_yarn",
        "original_max_position_embeddings": 32768)");
    BOOST_TEST(drafting.ctx_len.value() == 1'048'576u);
    BOOST_TEST(!drafting.scaled_ctx_len.has_value());

    const auto qwen = scaled("qwen3", "40960", R"("factor": 4.0, "rope_type": "yarn",
        "original_max_position_embeddings": 32768)");
    BOOST_TEST(qwen.ctx_len.value() == 40'960u);
    BOOST_TEST(qwen.scaled_ctx_len.value() == 131'072u);
}

BOOST_AUTO_TEST_CASE(a_class_that_gives_what_scaling_reached_allows_no_more)
{
    const auto size = scaled("gemma3_text", "131072", R"("factor": 8.0, "rope_type": "linear")");
    BOOST_TEST(size.ctx_len.value() == 131'072u);
    BOOST_TEST(!size.scaled_ctx_len.has_value());
}

BOOST_AUTO_TEST_CASE(kinds_that_write_what_they_reached_allow_no_more)
{
    for (const auto* const kind : {"llama3", "longrope", "su", "mrope", "default"})
        BOOST_TEST(
            !scaled("llama", "4096", R"("factor": 8.0, "type": ")" + std::string(kind) + "\"")
                 .scaled_ctx_len.has_value()
        );
}

BOOST_AUTO_TEST_SUITE_END()
