#include "builds/build_format.hpp"
#include "support/record_of.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using test::listed_model;
using strings = std::vector<std::string>;

namespace {

build_format format_with(listed_model model)
{
    model_table table;
    test::add(table, model);
    const auto found = format_of(table[0]);
    return found;
}

build_format format_named(const std::string& id, strings tags = {})
{
    listed_model model;
    model.model_id = id;
    model.tags = std::move(tags);
    return format_with(std::move(model));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(build_format_test)

BOOST_AUTO_TEST_CASE(names_tell_formats_and_bits)
{
    const auto is = [](const std::string& id, std::string_view name, std::optional<double> bits) {
        const auto found = format_named(id);
        BOOST_TEST(found.name == name, id << ": " << found.name);
        BOOST_TEST((found.bits_per_weight == bits), id);
    };
    is("a/Qwen3-8B-AWQ", "awq", {});
    is("a/Qwen3-8B-GPTQ-Int4", "gptq", 4);
    is("a/Qwen3-8B-GPTQ-Int8", "gptq", 8);
    is("a/Qwen3-8B-FP8", "fp8", 8);
    is("a/Qwen3-8B-NVFP4", "nvfp4", 4);
    is("a/Qwen3-8B-unsloth-bnb-4bit", "bnb", 4);
    is("a/Qwen3-8B-quantized.w4a16", "", {});
    is("a/Qwen3-8B-W4A16", "compressed-tensors", 4);
    is("a/Qwen3-8B-int4-AutoRound", "auto-round", 4);
    is("a/Qwen3-8B-Auto-Round", "auto-round", {});
    is("a/Qwen3-8B-4.65bpw-exl2", "exl2", 4.65);
    is("a/Qwen3-8B-99bpw-exl3", "exl3", {});
    is("mlx-community/Qwen3-8B-MLX-6bit", "mlx", 6);
    is("a/Qwen3-8B", "", {});
}

BOOST_AUTO_TEST_CASE(a_gguf_repository_has_bits_where_its_name_has_one_mix)
{
    BOOST_TEST((format_named("a/Qwen3-8B-GGUF") == build_format{"gguf", {}}));
    BOOST_TEST((format_named("a/Qwen3-8B-Q4_K_M-GGUF") == build_format{"gguf", 4.89}));
    BOOST_TEST((format_named("a/qwen3-8b-q8_0-gguf") == build_format{"gguf", 8.5}));
    BOOST_TEST((format_named("a/Qwen3-8B", {"gguf", "4-bit"}) == build_format{"gguf", {}}));
}

BOOST_AUTO_TEST_CASE(tags_tell_where_the_name_does_not)
{
    BOOST_TEST((format_named("a/x", {"awq", "4-bit"}) == build_format{"awq", 4}));
    BOOST_TEST((format_named("a/x", {"AWQ"}) == build_format{"awq", {}}));
    BOOST_TEST((format_named("a/x", {"compressed-tensors", "8-bit"}).bits_per_weight == 8.0));
    // The Hub counts the bytes that two numbers are packed in.
    BOOST_TEST((format_named("a/x-NVFP4", {"8-bit"}) == build_format{"nvfp4", 4}));
    // What it was made with, besides what it is.
    BOOST_TEST(format_named("a/x-AWQ", {"compressed-tensors", "gptq"}).name == "awq");
}

BOOST_AUTO_TEST_CASE(what_the_hub_counted_tells_where_nothing_else_does)
{
    listed_model model;
    model.model_id = "a/x";
    model.facts.safetensors = {{"BF16", 1}, {"F8_E4M3", 5}};
    BOOST_TEST((format_with(model) == build_format{"fp8", 8}));
    model.facts.gguf_total = 7;
    BOOST_TEST(format_with(model).name == "gguf");
}

BOOST_AUTO_TEST_SUITE_END()
