#include "e2e/small_world.hpp"

#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;

namespace {

// As a listing at second hand has them: without context, windows and dtype.
constexpr auto facts_of_dense = R"([{"model_id": "acme/dense", "config": {"model_type": "llama",
    "hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4,
    "num_key_value_heads": 2, "head_dim": 16, "intermediate_size": 128, "vocab_size": 1000,
    "tie_word_embeddings": true}, "from": "a listing of another hand", "checked": "2026-10-12"}])";

const auto gate = refusal(401, {{"X-Error-Code", "GatedRepo"}});

/// The small world, where the configuration of the model that can be sized is gated.
struct gated_world : small_world
{
    gated_world()
    {
        answer_with("/Acme/Dense/resolve/", gate);
        put_file(data / "facts.json", facts_of_dense);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(key_facts_test, gated_world)

BOOST_AUTO_TEST_CASE(facts_that_the_total_proves_stand_in_for_a_gated_configuration)
{
    muster_well({"run"});

    BOOST_TEST(times_asked("/Acme/Dense/resolve/main/config.json") == 1u);
    BOOST_TEST(holds(models(), R"("model_id": "Acme/Dense")"));
    BOOST_TEST(holds(models(), R"("layers": "key facts, proven by the Hub's total")"));
    BOOST_TEST(holds(models(), R"("kv_bytes_per_token": 256)"));
    BOOST_TEST(!holds(models(), "ctx_len"));
    BOOST_TEST(!holds(models(), "dtype"));
}

BOOST_AUTO_TEST_CASE(a_configuration_that_is_read_takes_their_place)
{
    muster_well({"run"});
    answer_with("/Acme/Dense/resolve/", config_of_dense());
    variables["HF_TOKEN"] = "hf_with_access";
    muster_well({"run"});

    BOOST_TEST(holds(models(), R"("ctx_len": 4096)"));
    BOOST_TEST(!holds(models(), "key facts"));
}

BOOST_AUTO_TEST_CASE(without_the_network_what_is_recorded_is_sized_by_them)
{
    put_file(data / "evidence.json", R"([{"model_id": "Acme/Dense",
        "checked": "2026-10-12T00:00:00Z", "info": "present", "total": 138048}])");

    const auto told = muster_well({"size", "Acme/Dense", "--offline", "--explain"});

    BOOST_TEST(holds(told.out, "138,048"), told.out);
    BOOST_TEST(holds(told.out, "key facts formula, proven by the Hub's total"), told.out);
    BOOST_TEST(holds(told.out, "as read in a listing of another hand"), told.out);
}

BOOST_AUTO_TEST_CASE(a_facts_file_that_cannot_be_is_one_sentence)
{
    put_file(data / "facts.json", R"([{"model_id": "a/b", "config": []}])");

    const auto done = muster({"run"});

    BOOST_TEST(done.status == 1);
    BOOST_TEST(
        done.err == "muster: " + (data / "facts.json").string() +
                        ": [0].config is not an object; mend the file, or take it away\n",
        done.err
    );
}

BOOST_AUTO_TEST_SUITE_END()
