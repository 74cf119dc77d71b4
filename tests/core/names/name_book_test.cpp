#include "names/name_book.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using strings = std::vector<std::string>;

namespace {

struct book_fixture
{
    std::vector<known_name> names = {};
    std::vector<model_builds> builds = {};
    std::vector<decision> decisions = {};
    alias_table aliases = {};
    strings ids = {"Qwen/Qwen3-8B", "unsloth/Qwen3-8B", "meta-llama/Llama-3.1-8B-Instruct"};

    void add(std::string name, std::string source, certainty how, std::string id = {})
    {
        known_name one;
        one.name = std::move(name);
        one.source = std::move(source);
        one.how = how;
        one.model_id = std::move(id);
        names.push_back(std::move(one));
    }

    name_answer ask(std::string_view name) const
    {
        const name_book book({names, builds, decisions, &aliases, ids});
        return book.ask(name);
    }

    void is(std::string_view name, certainty how, const std::string& id = {}) const
    {
        const auto answer = ask(name);
        BOOST_TEST(to_string(answer.how) == to_string(how), name);
        BOOST_TEST(answer.model_id == id, name);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(name_book_test, book_fixture)

BOOST_AUTO_TEST_CASE(a_name_stands_for_what_its_source_says)
{
    add("qwen/qwen3-8b:free", "openrouter_index", certainty::certain, "Qwen/Qwen3-8B");
    is("qwen/qwen3-8b:free", certainty::certain, "Qwen/Qwen3-8B");
    is("Qwen/qwen3-8b:FREE", certainty::certain, "Qwen/Qwen3-8B");
    is("qwen/qwen3-8b", certainty::certain, "Qwen/Qwen3-8B");
    is("qwen/qwen3-8b:thinking", certainty::certain, "Qwen/Qwen3-8B");
    // Another vendor may call another model so.
    is("qwen3-8b", certainty::likely, "Qwen/Qwen3-8B");
}

BOOST_AUTO_TEST_CASE(sources_that_contradict_each_other_leave_it_open)
{
    add("a/chat", "one", certainty::certain, "A/Chat-1");
    add("a/chat", "two", certainty::certain, "A/Chat-2");
    is("a/chat", certainty::likely, "A/Chat-1");
    BOOST_TEST(ask("a/chat").others == strings{"A/Chat-2"});

    add("a/big", "one", certainty::certain, "A/Big-FP8");
    add("a/big", "two", certainty::certain, "A/Big");
    is("a/big", certainty::certain, "A/Big");
}

BOOST_AUTO_TEST_CASE(a_size_a_version_or_a_word_behind_a_colon_is_never_certain)
{
    add("qwen/qwen3-coder", "one", certainty::certain, "Qwen/Qwen3-Coder-480B-A35B-Instruct");
    add("deepseek/deepseek-r1:free", "one", certainty::certain, "deepseek-ai/DeepSeek-R1");
    for (const auto* name :
         {"qwen/qwen3-coder:30b",
          "deepseek/deepseek-r1:8b",
          "qwen/qwen3-8b:4b",
          "qwen/qwen3-8b:base",
          "hf.co/Qwen/Qwen3-8B:4b"})
        BOOST_TEST((ask(name).how != certainty::certain), name << " is " << ask(name).model_id);
    is("qwen/qwen3-coder:exacto", certainty::certain, "Qwen/Qwen3-Coder-480B-A35B-Instruct");
    is("deepseek/deepseek-r1", certainty::certain, "deepseek-ai/DeepSeek-R1");
}

BOOST_AUTO_TEST_CASE(a_persons_word_settles_it)
{
    add("a/chat", "one", certainty::certain, "A/Chat-1");
    decision made;
    made.id = "a/chat";
    made.as = "A/Chat-2";
    made.why = "its card";
    made.date = "2026-03-01";
    decisions = {made};
    is("a/chat:free", certainty::certain, "A/Chat-2");
    const auto answer = ask("a/chat");
    BOOST_TEST_REQUIRE(answer.meanings.size() == 1u);
    BOOST_TEST(answer.meanings[0].evidence == "a person: its card");
    BOOST_TEST(answer.meanings[0].since == "2026-03-01");
}

BOOST_AUTO_TEST_CASE(an_id_is_itself_and_is_called_by_others)
{
    add("qwen/qwen3-8b", "openrouter_index", certainty::certain, "Qwen/Qwen3-8B");
    add("qwen3:8b", "ollama", certainty::likely, "Qwen/Qwen3-8B");
    add("other", "ollama", certainty::likely, "A/B");
    is("qwen/QWEN3-8b", certainty::certain, "Qwen/Qwen3-8B");
    const auto answer = ask("https://huggingface.co/Qwen/Qwen3-8B/tree/main");
    BOOST_TEST(answer.model_id == "Qwen/Qwen3-8B");
    BOOST_TEST(answer.is_id);
    BOOST_TEST(answer.names.size() == 2u);
    aliases.add_model("Old/Name", "Qwen/Qwen3-8B");
    is("old/name", certainty::certain, "Qwen/Qwen3-8B");
    BOOST_TEST(ask("old/name").meanings[0].evidence == "renamed on the Hub");
}

BOOST_AUTO_TEST_CASE(a_source_may_use_the_letters_of_an_id_for_another_model)
{
    ids = {"Acme/Model", "Acme/Model-it"};
    add("acme/model", "one", certainty::likely, "Acme/Model-it");
    is("acme/model", certainty::likely, "Acme/Model");
    is("Acme/Model", certainty::certain, "Acme/Model");
}

BOOST_AUTO_TEST_CASE(a_build_is_one_of_its_model)
{
    builds.emplace_back();
    builds[0].model_id = "Qwen/Qwen3-8B";
    builds[0].builds.emplace_back();
    builds[0].builds[0].repository = "unsloth/Qwen3-8B-GGUF";
    builds[0].builds[0].format = "gguf";
    ids.emplace_back("unsloth/Qwen3-8B-GGUF");
    for (const auto* name :
         {"unsloth/Qwen3-8B-GGUF", "hf.co/unsloth/Qwen3-8B-GGUF:Q4_K_M", "unsloth/qwen3-8b-gguf"})
        is(name, certainty::certain, "Qwen/Qwen3-8B");
    BOOST_TEST(
        ask("unsloth/Qwen3-8B-GGUF").meanings[0].evidence == "a gguf build, as its card says"
    );
    BOOST_TEST((ask("Qwen/Qwen3-8B").builds == &builds[0]));
}

BOOST_AUTO_TEST_CASE(words_alone_are_a_guess)
{
    is("qwen3:8b", certainty::likely, "Qwen/Qwen3-8B");
    BOOST_TEST(ask("qwen3:8b").others == strings{"unsloth/Qwen3-8B"});
    is("meta/llama-3-1-instruct-8b", certainty::likely, "meta-llama/Llama-3.1-8B-Instruct");
    is("x/qwen3-8b-reasoning", certainty::likely, "Qwen/Qwen3-8B");
    is("x/qwen3-8b-non-reasoning", certainty::likely, "Qwen/Qwen3-8B");
    is("llama3.1", certainty::none);
    is("qwen3:4b", certainty::none);
    for (const auto* owner : {"a", "b", "c"})
        ids.push_back(std::string(owner) + "/Qwen3-8B");
    BOOST_TEST(ask("qwen3:8b").others.size() == guesses_limit - 1);
    BOOST_TEST(ask("qwen3:8b").not_named == 2u);
}

BOOST_AUTO_TEST_CASE(a_name_without_a_model_is_known_all_the_same)
{
    add("acme/closed", "openrouter_index", certainty::none);
    is("acme/closed", certainty::none);
    BOOST_TEST(ask("acme/closed").meanings.size() == 1u);
    is("acme/unheard-of", certainty::none);
    BOOST_TEST(ask("acme/unheard-of").meanings.empty());
}

BOOST_AUTO_TEST_SUITE_END()
