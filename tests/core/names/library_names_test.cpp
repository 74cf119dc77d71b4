#include "names/library_names.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using strings = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(library_names_test)

BOOST_AUTO_TEST_CASE(a_family_and_a_size_make_a_name)
{
    BOOST_TEST(library_name_of("Qwen/Qwen3-8B") == "qwen3:8b");
    BOOST_TEST(library_name_of("Qwen/Qwen3-30B-A3B") == "qwen3:30b-a3b");
    BOOST_TEST(library_name_of("Qwen/Qwen2.5-Coder-7B-Instruct") == "qwen2.5-coder:7b");
    BOOST_TEST(library_name_of("meta-llama/Llama-3.1-8B-Instruct") == "llama3.1:8b");
    BOOST_TEST(library_name_of("google/gemma-3-27b-it") == "gemma3:27b");
    BOOST_TEST(library_name_of("openai/gpt-oss-20b") == "gpt-oss:20b");
    BOOST_TEST(library_name_of("mistralai/Mixtral-8x7B") == "mixtral:8x7b");
}

BOOST_AUTO_TEST_CASE(other_words_make_none)
{
    for (const auto* id :
         {"microsoft/phi-4",
          "Qwen/Qwen3-4B-Instruct-2507",
          "deepseek-ai/DeepSeek-R1",
          "a/8B",
          "meta-llama/Llama-3.1-8B-Base",
          "gpt2"})
        BOOST_TEST(library_name_of(id) == "", id);
}

BOOST_AUTO_TEST_CASE(models_with_a_gguf_build_have_one_and_it_is_no_more_than_likely)
{
    const auto with = [](std::string id, std::string format) {
        model_builds out;
        out.model_id = std::move(id);
        out.builds.emplace_back();
        out.builds.back().repository = "q/" + format;
        out.builds.back().format = std::move(format);
        return out;
    };
    const std::vector<model_builds> builds = {
        with("a/Model-8B", "gguf"), with("a/Model-8B-Instruct", "gguf"), with("a/Else-8B", "awq")};
    const auto names = library_names(builds, "2026-10-12");

    BOOST_TEST_REQUIRE(names.size() == 1u);
    BOOST_TEST(names[0].name == "model:8b");
    BOOST_TEST(names[0].source == "ollama");
    BOOST_TEST((names[0].how == certainty::likely));
    BOOST_TEST(names[0].model_id == "a/Model-8B-Instruct");
    BOOST_TEST(names[0].others == strings{"a/Model-8B"});
    BOOST_TEST(names[0].evidence == "its words are those of the build q/gguf");
    BOOST_TEST(names[0].since == "2026-10-12");
}

BOOST_AUTO_TEST_SUITE_END()
