#include "builds/named_copy.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using strings = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(named_copy_test)

BOOST_AUTO_TEST_CASE(a_copy_has_the_words_of_its_model)
{
    BOOST_TEST(is_named_as_copy("q/Qwen3-8B-AWQ", "Qwen/Qwen3-8B"));
    BOOST_TEST(is_named_as_copy("q/gemma3-27b-it-qat-q4_0-gguf", "google/gemma-3-27b-it"));
    BOOST_TEST(
        is_named_as_copy("q/Llama-3.1-8B-Instruct-FP8", "meta-llama/Meta-Llama-3.1-8B-Instruct")
    );
    // Tuned versions are often named without that word.
    BOOST_TEST(is_named_as_copy("q/Llama-3.1-8B-GGUF", "meta-llama/Llama-3.1-8B-Instruct"));
}

BOOST_AUTO_TEST_CASE(a_name_that_contradicts_is_no_copy)
{
    BOOST_TEST(!is_named_as_copy("q/llama-3.3-70b-instruct-awq", "meta-llama/Llama-3.1-70B"));
    BOOST_TEST(!is_named_as_copy("q/Llama-3.1-8B-Instruct-AWQ", "meta-llama/Llama-3.1-8B"));
    BOOST_TEST(!is_named_as_copy("deepseek-ai/DeepSeek-V3.1", "deepseek-ai/DeepSeek-V3.1-Base"));
    BOOST_TEST(!is_named_as_copy("q/Qwen3-4B-GGUF", "Qwen/Qwen3-8B"));
}

BOOST_AUTO_TEST_CASE(of_several_ids_the_plain_one_comes_first)
{
    strings copies = {"a/Model-8B-FP8", "a/Model-8B", "a/Model-8B-FP8-dynamic"};
    BOOST_TEST(put_plain_first(copies));
    BOOST_TEST(copies.front() == "a/Model-8B");

    strings others = {"a/Model-8B", "a/Model-4B"};
    BOOST_TEST(!put_plain_first(others));
    strings one = {"a/b"};
    BOOST_TEST(put_plain_first(one));
}

BOOST_AUTO_TEST_SUITE_END()
