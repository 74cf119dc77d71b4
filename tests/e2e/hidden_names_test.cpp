#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <array>

using namespace muster;
using namespace muster::test;
namespace json = boost::json;

// Names as vendors write them, with what they stand for hidden from the program: what is certain
// must be right, whatever else it does not know. tests/truth/try_names.py does the same with
// recorded lists.

namespace {

struct hidden_name
{
    const char* name = "";
    const char* model_id = "";  ///< what it stands for
    const char* certainty = "";
};

constexpr std::array<hidden_name, 14> hidden = {{
    // The one model of these words, of an owner that other rows tell.
    {"qwen/qwen3-14b", "Qwen/Qwen3-14B", "certain"},
    {"qwen/qwen-2.5-coder-32b-instruct", "Qwen/Qwen2.5-Coder-32B-Instruct", "certain"},
    {"google/gemma-3-27b-it:free", "google/gemma-3-27b-it", "certain"},
    {"meta-llama/llama-3.3-70b", "meta-llama/Llama-3.3-70B-Instruct", "certain"},
    // The tuned model is served under the name of the other one.
    {"google/gemma-4-31b", "google/gemma-4-31B-it", "likely"},
    {"deepseek/deepseek-r1", "deepseek-ai/DeepSeek-R1-0528", "likely"},
    // Served are both, under names of their own.
    {"qwen/qwen3-30b-a3b", "Qwen/Qwen3-30B-A3B", "certain"},
    {"qwen/qwen3-30b-a3b-instruct-2507", "Qwen/Qwen3-30B-A3B-Instruct-2507", "certain"},
    // Copies in several formats: any of them may be served.
    {"z-ai/glm-4.7", "zai-org/GLM-4.7-FP8", "likely"},
    // Another account with the same name of a model.
    {"unheard/qwen3-14b", "Unheard/Nothing", "likely"},
    // Another version, another size.
    {"qwen/qwen3.5-14b", "Qwen/Qwen3.5-14B", "none"},
    {"qwen/qwen3-15b", "Qwen/Qwen3-15B", "none"},
    {"meta-llama/llama-3.3-70b-vision", "meta-llama/Llama-3.3-70B-Vision", "none"},
    {"openai/gpt-5", "", "none"},
}};

constexpr std::array on_the_hub = {
    "Qwen/Qwen3-8B",
    "Qwen/Qwen3-14B",
    "Qwen/Qwen2.5-Coder-32B",
    "Qwen/Qwen2.5-Coder-32B-Instruct",
    "Qwen/Qwen3-30B-A3B",
    "Qwen/Qwen3-30B-A3B-Instruct-2507",
    "google/gemma-3-27b-it",
    "google/gemma-4-31B",
    "google/gemma-4-31B-it",
    "meta-llama/Llama-3.3-70B-Instruct",
    "deepseek-ai/DeepSeek-R1",
    "deepseek-ai/DeepSeek-R1-0528",
    "zai-org/GLM-4.7-FP8",
    "zai-org/GLM-4.7-NVFP4",
    "unsloth/Qwen3-14B"};

struct hidden_world : small_world
{
    hidden_world()
    {
        json::array hub;
        for (const auto* id : on_the_hub)
            hub.push_back(json::object{{"id", id}, {"downloads", 5}, {"tags", json::array()}});
        answer_with("/api/models?pipeline_tag=", answer(json::serialize(hub)));
        json::array index = {
            {{"id", "qwen/qwen3-8b"}, {"hugging_face_id", "Qwen/Qwen3-8B"}},
            {{"id", "z-ai/glm-4.5"}, {"hugging_face_id", "zai-org/GLM-4.5"}},
            {{"id", "deepseek/deepseek-v3"}, {"hugging_face_id", "deepseek-ai/DeepSeek-V3"}}};
        for (const auto& one : hidden)
            index.push_back(json::object{{"id", one.name}, {"hugging_face_id", nullptr}});
        answer_with("/openrouter", answer(json::serialize(json::object{{"data", index}})));
        put_file(data / "community_rankings.json", "[]");
    }

    json::array ask()
    {
        std::vector<std::string> words = {"which", "--format", "json"};
        for (const auto& one : hidden)
            words.emplace_back(one.name);
        return parse_json(muster_well(words).out, "which")->as_array();
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(hidden_names_test, hidden_world)

BOOST_AUTO_TEST_CASE(nothing_wrong_is_certain)
{
    muster_well({"ingest"});
    const auto answers = ask();
    BOOST_TEST_REQUIRE(answers.size() == hidden.size());
    for (std::size_t i = 0; i < hidden.size(); ++i)
    {
        const auto& [name, model_id, certainty] = hidden[i];
        BOOST_TEST(
            answers[i].at("certainty") == certainty, name << ": " << json::serialize(answers[i])
        );
        if (answers[i].at("certainty") == "certain")
            BOOST_TEST(answers[i].at("model_id") == model_id, name);
    }
}

BOOST_AUTO_TEST_SUITE_END()
