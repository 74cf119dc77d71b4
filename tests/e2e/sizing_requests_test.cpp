#include "e2e/small_world.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace muster;
using namespace muster::test;

namespace {

constexpr auto weights_info = R"({"id": "Open/Weights", "gated": false, "tags": [],
    "sha": "5555555555555555555555555555555555555555",
    "siblings": [{"rfilename": "config.json"}],
    "safetensors": {"parameters": {"BF16": 138048}, "total": 138048}})";

constexpr auto weights_config = R"({"model_type": "llama", "hidden_size": 64,
    "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2,
    "intermediate_size": 128, "vocab_size": 1000, "max_position_embeddings": 4096,
    "tie_word_embeddings": true, "torch_dtype": "bfloat16"})";

struct sizing_world : small_world
{
    sizing_world()
    {
        answer_with("/api/models/Open/Weights", answer(weights_info));
        answer_with("/Open/Weights/resolve/", answer(weights_config));
    }

    // Requests about single models; listings are not among them.
    std::size_t asked() const
    {
        std::size_t count = 0;
        for (const auto& one : seen())
            if (one.target.starts_with("/api/models/") || holds(one.target, "/resolve/"))
                count += 1;
        return count;
    }

    void date_evidence(const std::string& day)
    {
        auto text = text_of(data / "evidence.json");
        const std::string key = "\"checked\": \"";
        for (auto at = text.find(key); at != std::string::npos; at = text.find(key, at + 1))
            text.replace(at + key.size(), day.size(), day);
        put_file(data / "evidence.json", text);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sizing_requests_test, sizing_world)

BOOST_AUTO_TEST_CASE(a_model_takes_two_requests_where_total_and_formula_agree)
{
    const auto done = muster_well({"size", "Open/Weights", "--format", "json"});

    BOOST_TEST(holds(done.out, "\"params\": 138048"), done.out);
    BOOST_TEST(asked() == 2u);
}

BOOST_AUTO_TEST_CASE(a_second_run_asks_for_listings_alone)
{
    muster_well({"run"});
    const auto before = asked();

    muster_well({"run"});

    BOOST_TEST(asked() == before);
}

BOOST_AUTO_TEST_CASE(evidence_that_has_grown_old_is_asked_for_once)
{
    muster_well({"run"});
    date_evidence("2020-01-01");
    const auto before = asked();

    muster_well({"run"});
    const auto renewed = asked();
    muster_well({"run"});

    // The two requests of the one model that no listing tells of, a configuration that was not
    // there, and one that could not be read.
    BOOST_TEST(renewed == before + 4);
    BOOST_TEST(asked() == renewed);
}

BOOST_AUTO_TEST_SUITE_END()
