#include "support/source_library.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;
using strings = std::vector<std::string>;

struct litellm_fixture
{
    source_library litellm{"litellm"};
};

BOOST_FIXTURE_TEST_SUITE(litellm_test, litellm_fixture)

BOOST_AUTO_TEST_CASE(it_is_asked_when_it_is_named)
{
    BOOST_TEST(litellm.description().opt_in);
    BOOST_TEST(
        litellm.start() == strings{"https://raw.githubusercontent.com/BerriAI/litellm/main/"
                                   "model_prices_and_context_window.json"}
    );
}

BOOST_AUTO_TEST_CASE(the_specimen_is_passed_over_in_silence)
{
    const auto reading = litellm.read_well(R"({
        "sample_spec": {"max_tokens": "LEGACY parameter", "mode": ["one of: chat, embedding"],
                        "litellm_provider": 7},
        "gpt-4o": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 2.5e-06,
                   "max_input_tokens": 128000}})");

    BOOST_TEST(names_in(reading) == strings{"gpt-4o"});
    BOOST_TEST(with_an_id(reading) == 0u);
    BOOST_TEST(reading.models[0].tags == strings{"vendor-index"});
    BOOST_TEST(!reading.models[0].popularity);
    BOOST_TEST(reading.rejected.empty());
}

BOOST_AUTO_TEST_CASE(the_day_of_deprecation_is_a_tag)
{
    const auto reading = litellm.read_well(R"({
        "gpt-old": {"litellm_provider": "openai", "mode": "chat",
            "deprecation_date": "2026-05-07T00:00:00Z"}})");

    BOOST_TEST_REQUIRE(reading.models.size() == 1u);
    BOOST_TEST(reading.models[0].tags == (strings{"vendor-index", "retires:2026-05-07"}));
}

BOOST_AUTO_TEST_CASE(the_provider_before_a_name_is_taken_off)
{
    const auto reading = litellm.read_well(R"({
        "deepinfra/Qwen/Qwen3-8B": {"litellm_provider": "deepinfra", "mode": "chat"},
        "azure/gpt-4o": {"litellm_provider": "azure", "mode": "chat"},
        "azure_ai/llama": {"litellm_provider": "azure", "mode": "chat"},
        "groq/llama-3.1-8b-instant": {"litellm_provider": "groq"},
        "claude-3": {"litellm_provider": "anthropic", "mode": "chat"}})");

    BOOST_TEST(
        names_in(reading) ==
        (strings{"Qwen/Qwen3-8B", "gpt-4o", "azure_ai/llama", "llama-3.1-8b-instant", "claude-3"})
    );
}

BOOST_AUTO_TEST_CASE(only_models_that_write_text_are_taken)
{
    const auto reading = litellm.read_well(R"({
        "a": {"litellm_provider": "p", "mode": "embedding"},
        "b": {"litellm_provider": "p", "mode": "image_generation"},
        "c": {"litellm_provider": "p", "mode": "rerank"},
        "d": {"litellm_provider": "p", "mode": "completion"},
        "e": {"litellm_provider": "p", "mode": "responses"}, "f": {"litellm_provider": "p"}})");

    BOOST_TEST(names_in(reading) == (strings{"d", "e", "f"}));
    BOOST_TEST(reading.rejected.empty());
    BOOST_TEST(reading.facts.skipped == 3u);
}

BOOST_AUTO_TEST_CASE(one_bad_row_costs_one_row)
{
    const auto reading = litellm.read_well(
        R"({"a": 7, "b": {"mode": 7, "litellm_provider": "p"},
            "groq/": {"litellm_provider": "groq"}, "d": {"litellm_provider": "p"}})"
    );

    BOOST_TEST(names_in(reading) == strings{"d"});
    BOOST_TEST_REQUIRE(reading.rejected.size() == 3u);
    BOOST_TEST(reading.rejected[1].where == "b");
    BOOST_TEST(reading.rejected[1].why == "mode has the wrong type");
    BOOST_TEST(reading.rejected[2].why == "no name");
}

BOOST_AUTO_TEST_CASE(a_key_without_a_provider_is_no_model)
{
    const auto reading = litellm.read_well(R"({
        "fallback_generalizations": {"rules": [{"pattern": "^claude", "model_info": {}}]},
        "gpt-4o": {"litellm_provider": "openai", "mode": "chat"}})");

    BOOST_TEST(names_in(reading) == strings{"gpt-4o"});
    BOOST_TEST(reading.rejected.empty());
    BOOST_TEST(reading.facts.skipped == 1u);
}

BOOST_AUTO_TEST_CASE(a_repeated_key_is_said_and_gives_one_name)
{
    const std::string chat = R"("a": {"litellm_provider": "p", "mode": "chat"})";
    const std::string other = R"("a": {"litellm_provider": "p", "mode": "embedding"})";
    for (const auto& body : {chat + ',' + other, other + ',' + chat, chat + ',' + chat})
    {
        const auto reading = litellm.read_well('{' + body + '}');
        BOOST_TEST(names_in(reading) == strings{"a"});
        BOOST_TEST_REQUIRE(reading.rejected.size() == 1u);
        BOOST_TEST(reading.rejected[0].why == "is there more than once");
    }
}

BOOST_AUTO_TEST_CASE(entries_that_slid_one_level_down_are_no_list)
{
    BOOST_TEST(
        litellm.read(R"({"sample_spec": {}, "models": {"a": {"litellm_provider": "p"}}})")
            .error()
            .where == "the page is not an object of models by name: none has a litellm_provider"
    );
}

BOOST_AUTO_TEST_CASE(bad_pages_are_failures)
{
    for (const auto* body : {"", "404: Not Found", "[]", "7", R"({"a": )", R"({"error": {}})"})
        BOOST_TEST(litellm.read(body).has_error(), body);
}

BOOST_AUTO_TEST_SUITE_END()
