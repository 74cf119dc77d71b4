#include "e2e/small_world.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

using namespace muster;
using namespace muster::test;

namespace {

struct fitting_world : small_world
{
    fitting_world()
    {
        put_file(data / "models.json", R"([
            {"model_id": "a/dense", "params_b": 8.191, "layers": 36, "hidden": 4096,
             "moe_active_ratio": 0, "ctx_len": 40960, "params": 8190735360,
             "active_params": 7568405504, "kv_heads": 8, "head_dim": 128,
             "kv_bytes_per_token": 147456, "kv_bytes_fixed": 0, "dtype": "bfloat16",
             "license": "apache-2.0"},
            {"model_id": "a/small", "params_b": 0.596, "layers": 28, "hidden": 1024,
             "moe_active_ratio": 0, "params": 596049920, "kv_heads": 8, "head_dim": 128,
             "license": "mit"},
            {"model_id": "a/unknown", "params_b": 1, "layers": 2, "hidden": 2,
             "moe_active_ratio": 0}])");
        put_file(data / "staging_candidates.json", R"([
            {"model_id": "a/small", "provider": "a", "license": "mit", "source": "x",
             "popularity_score": 9, "tags": []}])");
    }

    std::string fit(std::vector<std::string> words)
    {
        words.insert(words.begin(), "fit");
        return muster_well(std::move(words)).out;
    }

    std::string refusal_of(std::vector<std::string> words)
    {
        words.insert(words.begin(), "fit");
        const auto done = muster(std::move(words));
        BOOST_TEST(done.status == 2);
        BOOST_TEST(done.out == "");
        return done.err;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(fit_test, fitting_world)

BOOST_AUTO_TEST_CASE(what_fits_is_listed_the_most_popular_first)
{
    const auto text = fit({"--gpu", "RTX 4090"});
    BOOST_TEST(text.starts_with(
        "On RTX 4090 (24 GiB = 25.8 GB, 23.2 GB of it for the model), 1 user with 32,768 tokens:\n"
    ));
    BOOST_TEST(text.find("a/small") < text.find("a/dense"));
    BOOST_TEST(holds(text, "bf16  16.4 GB"));
    BOOST_TEST(holds(text, "<= 3.8 GB"), text);
    BOOST_TEST(holds(
        text, "0 models are too large in each format; of 1 model too little is known of the cache\n"
    ));
    const auto by_size = fit({"--gpu", "RTX 4090", "--by", "size"});
    BOOST_TEST(by_size.find("a/dense") < by_size.find("a/small"));
}

BOOST_AUTO_TEST_CASE(a_list_that_is_cut_says_so)
{
    BOOST_TEST(
        holds(fit({"--gpu", "H100", "--rows", "1"}), "\n1 model more fit (--rows 0 shows all); ")
    );
    BOOST_TEST(!holds(fit({"--gpu", "H100", "--rows", "0"}), "more fit"));
}

BOOST_AUTO_TEST_CASE(models_are_chosen_by_size_and_licence)
{
    BOOST_TEST(!holds(fit({"--gpu", "H100", "--min-params", "7b"}), "a/small"));
    BOOST_TEST(!holds(fit({"--gpu", "H100", "--license", "MIT,gpl"}), "a/dense"));
    BOOST_TEST(holds(fit({"--gpu", "H100", "--license", "MIT,gpl"}), "a/small"));
    BOOST_TEST(holds(fit({"--gpu", "H100", "--license", "open"}), "a/dense"));
    BOOST_TEST(holds(
        fit({"--gpu", "H100", "--license", "research"}),
        "no model fits: 0 models are too large in each format; 3 models are not looked at"
    ));
}

BOOST_AUTO_TEST_CASE(one_model_is_explained)
{
    const auto runs = fit({"a/dense", "--gpu", "RTX 4090"});
    BOOST_TEST(
        holds(runs, "a/dense\n  runs on RTX 4090 (24 GiB = 25.8 GB, 23.2 GB of it for the model)\n")
    );
    BOOST_TEST(
        holds(runs, "weights               16.4 GB    bf16, 16 bits a weight; as it is stored\n"),
        runs
    );
    BOOST_TEST(holds(runs, "KV cache              4.8 GB     1 user with 32,768 tokens at 16 bits")
    );
    BOOST_TEST(holds(runs, "all that the model takes"));
    const auto fails = fit({"A/Dense", "--memory", "8GB", "--weights", "bf16"});
    BOOST_TEST(holds(fails, "  does not fit on this memory (8.0 GB, 7.2 GB of it"), fails);
    BOOST_TEST(holds(fails, " too much\n"));
    BOOST_TEST(
        holds(fails, "on 3x this memory   split by layers (vLLM: --pipeline-parallel-size)\n"),
        fails
    );
    BOOST_TEST(holds(fails, "on 4x this memory   split within layers (vLLM: --tensor"), fails);
    const auto three = fit({"a/dense", "--gpu", "3x RTX 3080"});
    BOOST_TEST(
        holds(three, "  split                 by layers  8 KV heads cannot be dealt out to 3")
    );
}

BOOST_AUTO_TEST_CASE(that_the_smallest_of_unequal_cards_decides_is_said)
{
    const auto text = fit({"a/dense", "--gpu", "RTX 4090", "--gpu", "RTX 3060"});
    BOOST_TEST(
        holds(
            text,
            "on RTX 4090 + RTX 3060 (36 GiB = 38.7 GB, in parts that the smallest card takes "
            "23.2 GB of it for the model)\n"
        ),
        text
    );
}

// A row without a dtype and a weight format may be of a quantised repository.
BOOST_AUTO_TEST_CASE(what_is_not_known_to_be_stored_so_is_not_said_to_be)
{
    const auto one = fit({"a/small", "--gpu", "RTX 4090"});
    BOOST_TEST(holds(one, "bf16, 16 bits a weight; how it is stored is not known\n"), one);
    const auto list = fit({"--gpu", "RTX 4090", "--license", "mit"});
    BOOST_TEST(holds(list, "  not known\n"), list);
    const auto rows = *parse_json(fit({"--gpu", "RTX 4090", "--format", "json"}), "fit");
    BOOST_TEST(rows.at(0).at("comes_as") == "unknown");
    BOOST_TEST(rows.at(1).at("comes_as") == "stored");
}

// Nobody unpacks a repository of fp8 to bf16: it is looked at as it is stored.
BOOST_AUTO_TEST_CASE(a_quantised_repository_is_fitted_as_it_is_stored)
{
    put_file(data / "models.json", R"([
        {"model_id": "a/fp8", "params_b": 8.191, "layers": 36, "hidden": 4096,
         "moe_active_ratio": 0, "ctx_len": 40960, "params": 8190735360, "kv_heads": 8,
         "head_dim": 128, "kv_bytes_per_token": 147456, "kv_bytes_fixed": 0,
         "weight_format": "fp8", "matrix_params": 6946071552}])");
    const auto stored = fit({"a/fp8", "--gpu", "RTX 4090"});
    BOOST_TEST(
        holds(
            stored,
            "weights               9.4 GB     fp8, 8 bits a weight of the layers' matrices, 16 of "
            "the rest; as it is stored\n"
        ),
        stored
    );
    const auto list = fit({"--gpu", "RTX 4090"});
    BOOST_TEST(holds(list, "  fp8   9.4 GB  4.8 GB   14.3 GB"), list);
    BOOST_TEST(holds(list, "  itself\n"), list);
    const auto other = fit({"a/fp8", "--gpu", "RTX 4090", "--weights", "int8,int4"});
    BOOST_TEST(holds(other, "16 of the rest; computed: the listings name no such build\n"), other);
    put_file(data / "builds.json", R"([{"model_id": "a/fp8", "builds": [
        {"repository": "q/fp8-AWQ", "format": "awq", "bits_per_weight": 4, "by_owner": false}]}])");
    const auto built = fit({"a/fp8", "--gpu", "RTX 4090", "--weights", "int4"});
    BOOST_TEST(!holds(built, "computed"), built);
    BOOST_TEST(holds(built, "q/fp8-AWQ"), built);
    const auto rows =
        *parse_json(fit({"--gpu", "RTX 4090", "--weights", "int4", "--format", "json"}), "fit");
    BOOST_TEST(rows.at(0).at("comes_as") == "build");
}

// Sized as gpt-oss-20b, whose GGUF files keep the experts as they are, whatever they are called.
BOOST_AUTO_TEST_CASE(what_is_stored_with_few_bits_has_no_smaller_format)
{
    put_file(data / "models.json", R"([
        {"model_id": "a/moe", "params_b": 20.915, "layers": 24, "hidden": 2880,
         "moe_active_ratio": 0.17, "ctx_len": 131072, "params": 20914757184, "kv_heads": 8,
         "head_dim": 64, "kv_bytes_per_token": 20000, "kv_bytes_fixed": 0,
         "weight_format": "mxfp4", "matrix_params": 19754136576, "expert_params": 19116933120}])");
    const auto text = fit({"a/moe", "--memory", "15GB", "--weights", "mxfp4"});
    BOOST_TEST(!holds(text, "would fit             as "), text);
    BOOST_TEST(holds(text, "does not fit"), text);
}

BOOST_AUTO_TEST_CASE(a_context_that_the_model_does_not_take_is_said)
{
    const auto text = fit({"a/dense", "--gpu", "H100", "--context", "200k"});
    BOOST_TEST(
        holds(text, "40,960 tokens at 16 bits; the model takes no more of the 204,800 asked for"),
        text
    );
}

BOOST_AUTO_TEST_CASE(a_model_without_a_cache_has_no_longest_context)
{
    put_file(data / "models.json", R"([
        {"model_id": "a/state", "params_b": 1.5, "layers": 24, "hidden": 2048,
         "moe_active_ratio": 0, "params": 1500000000, "kv_heads": 0, "kv_bytes_per_token": 0,
         "kv_bytes_fixed": 1000000}])");
    const auto text = fit({"a/state", "--gpu", "L4"});
    BOOST_TEST(holds(text, "longest context       any        memory sets no limit;"), text);
    BOOST_TEST(!holds(text, "1,000,000,000"), text);
}

BOOST_AUTO_TEST_CASE(a_program_gets_bytes)
{
    const auto rows = parse_json(fit({"--gpu", "2xH100", "--format", "json"}), "fit");
    BOOST_TEST_REQUIRE(rows->as_array().size() == 2u);
    const auto& dense = rows->as_array()[1].as_object();
    BOOST_TEST(dense.at("model_id") == "a/dense");
    BOOST_TEST(dense.at("fits").as_bool());
    BOOST_TEST(dense.at("weights_bytes").to_number<std::uint64_t>() == 16'381'470'720u);
    BOOST_TEST(dense.at("cache_bytes").to_number<std::uint64_t>() == 4'831'838'208u);
    BOOST_TEST(rows->as_array()[0].at("cache_is_a_bound").as_bool());
    BOOST_TEST(fit({"--gpu", "H100", "--format", "csv"}).starts_with("model_id,fits,weights,"));
}

BOOST_AUTO_TEST_CASE(a_size_opens_with_the_answer)
{
    muster_well({"run"});
    const auto lines = muster_well({"size", "Acme/Dense", "--offline"}).out;
    BOOST_TEST(lines.starts_with("Acme/Dense\n  0"), lines);
    BOOST_TEST(holds(lines, " billion parameters, "));
    BOOST_TEST(lines.find(" tokens it needs\n    as bf16") < lines.find("layers"), lines);
    BOOST_TEST(holds(lines, "on RTX 4060  (as it is stored)\n"));
}

BOOST_AUTO_TEST_CASE(an_id_that_nobody_knows_is_no_answer)
{
    muster_well({"run"});
    const auto done = muster({"size", "foo/bar", "--offline"});
    BOOST_TEST(done.status == 1);
    BOOST_TEST(done.out == "");
    BOOST_TEST(
        done.err == "muster: no size of foo/bar: nothing is recorded here of this "
                    "model: a run with a network asks the Hub\n"
    );
    const auto near = muster({"size", "dense", "Acme/Dense", "--offline"});
    BOOST_TEST(near.status == 1);
    BOOST_TEST(holds(near.err, "; did you mean Acme/Dense?\n"), near.err);
    BOOST_TEST(near.out.starts_with("Acme/Dense\n"), near.out);
    const auto rows = muster({"size", "foo/bar", "--offline", "--format", "json"});
    BOOST_TEST(rows.status == 1);
    BOOST_TEST(holds(rows.out, "\"unsized\""), rows.out);
}

BOOST_AUTO_TEST_CASE(without_its_table_of_cards_the_program_says_so)
{
    const auto bare = directory.path() / "bare";
    std::filesystem::create_directories(bare / "bin");
    std::filesystem::copy_file(MUSTER_PROGRAM, bare / "bin" / "muster");
    command asked;
    asked.variables = variables;
    asked.directory = directory.path();
    asked.words = {(bare / "bin" / "muster").string(), "fit", "--gpu", "L4"};
    const auto done = run(asked);
    BOOST_TEST(done.status == 1);
    BOOST_TEST(holds(done.err, (bare / "share" / "muster" / "gpus.json").string()), done.err);
    BOOST_TEST(holds(done.err, "it comes with the program: install muster again"), done.err);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_answered_is_said)
{
    BOOST_TEST(holds(refusal_of({}), "fit needs a card, --gpu \"RTX 4090\", or --memory 24GB"));
    BOOST_TEST(holds(
        refusal_of({"--gpu", "L4", "--memory", "1GB"}), "fit takes --gpu or --memory, not both"
    ));
    BOOST_TEST(holds(refusal_of({"--memory", "24"}), "--memory 24 is less than a megabyte: 24GB"));
    BOOST_TEST(holds(refusal_of({"--gpu", "RTX 409"}), "did you mean RTX 4090?"));
    BOOST_TEST(holds(refusal_of({"--gpu", "65x L4"}), "1 to 64 cards"));
    BOOST_TEST(holds(refusal_of({"--gpu", "0x L4"}), "1 to 64 cards"));
    // One more of them, and the sum begins again at 0.
    BOOST_TEST(
        holds(refusal_of({"--gpu", "L4", "--gpu", "18446744073709551615x L4"}), "1 to 64 cards")
    );
    BOOST_TEST(holds(refusal_of({"--memory", "24XB"}), "not \"24XB\""));
    for (const auto* const form : {"markdown", "jsonl"})
        BOOST_TEST(
            holds(refusal_of({"--gpu", "L4", "--format", form}), "; others: text, json or csv (")
        );
    BOOST_TEST(holds(refusal_of({"--gpu", "L4", "--context", "-1"}), "--context expects a number"));
    BOOST_TEST(holds(refusal_of({"--gpu", "L4", "--users", "0"}), "from 1 to"));
    BOOST_TEST(holds(refusal_of({"--gpu", "L4", "--weights", "bf17"}), "did you mean bf16?"));
    BOOST_TEST(
        holds(refusal_of({"--gpu", "L4", "--weights", ","}), "--weights names an unknown format, ,")
    );
    BOOST_TEST(holds(refusal_of({"a/denso", "--gpu", "L4"}), "did you mean a/dense?"));
    BOOST_TEST(holds(refusal_of({"Dense", "--gpu", "L4"}), "did you mean a/dense?"));
    BOOST_TEST(holds(
        refusal_of({"--gpu", "L4", "--license", "apche-2.0"}),
        "--license names apche-2.0, which no model has; it takes the classes open, conditions, "
        "research and unknown, and licences; did you mean apache-2.0?"
    ));
    BOOST_TEST(holds(refusal_of({"a/unknown", "--gpu", "L4"}), "too little is known"));
    std::filesystem::remove(data / "models.json");
    BOOST_TEST(holds(muster({"fit", "--gpu", "L4"}).err, "muster update writes it"));
}

BOOST_AUTO_TEST_SUITE_END()
